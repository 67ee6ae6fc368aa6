#include "server/demo.hpp"

#include <array>

namespace firstline::server {
namespace {

using access::Role;
using catalog::Channel;

struct DemoUser {
  const char* key;
  const char* name;
  Role role;
};

constexpr std::array demo_users = {
    DemoUser{"ada", "Ada", Role::admin}, DemoUser{"sue", "Sue", Role::supervisor},
    DemoUser{"ann", "Ann", Role::agent}, DemoUser{"bob", "Bob", Role::agent},
    DemoUser{"cai", "Cai", Role::agent},
};

catalog::Queue queue(const char* id, const char* name) {
  catalog::Queue queue;
  queue.id = QueueId(id);
  queue.name = name;
  queue.outcomes = {"Solved", "Waiting for stock", "Waiting for the customer"};
  return queue;
}

std::vector<catalog::CannedReply> demo_replies() {
  const auto reply = [](const char* id, const char* title, const char* en, const char* cn,
                        const char* tw) {
    return catalog::CannedReply{
        CannedReplyId(id), title, {{"en", en}, {"zh-CN", cn}, {"zh-TW", tw}}, {}};
  };
  return {
      reply("hello", "Hello", "Hello {{customer.name}}, {{agent.name}} here. How can I help?",
            "{{customer.name}}，你好，我是{{agent.name}}。有什么可以帮你？",
            "{{customer.name}}，你好，我是{{agent.name}}。有什麼可以幫你？"),
      reply("invoice", "E-invoice",
            "I’m making your e-invoice for {{amount}}; you’ll have it by {{time}}.",
            "我在开{{amount}}的电子发票，{{time}}前发给你。",
            "我在開{{amount}}的電子發票，{{time}}前傳給你。"),
      reply("parcel", "Where is my parcel",
            "Your parcel is with the courier, number {{number}}. I expect it on {{day}}.",
            "你的包裹已经交给快递，单号{{number}}。我估计{{day}}到。",
            "你的包裹已經交給快遞，單號{{number}}。我估計{{day}}到。"),
      reply("missing-part", "Part is missing",
            "A missing part right before a trip is maddening. I’ll send you one today.",
            "出门前发现少了一件，真让人着急。我今天就给你寄一个。",
            "出門前發現少了一件，真讓人著急。我今天就給你寄一個。"),
      reply("returns", "How to return",
            "You can return it within 30 days. I’ll send you the label; which address shall I use?",
            "30天内都可以退。我把退货单发给你，用哪个地址？",
            "30天內都可以退。我把退貨單傳給你，用哪個地址？"),
  };
}

catalog::Catalog demo_catalog(const catalog::Catalog& before) {
  catalog::Catalog catalog = before;
  catalog.queues = {queue("general", "General"), queue("billing", "Billing"), queue("vip", "VIP")};
  catalog.queues[2].priority = seconds(60);
  catalog.teams = {{TeamId("shop"), "Shop"}};
  catalog.skills = {{SkillId("billing"), "Billing"},
                    {SkillId("returns"), "Returns"},
                    {SkillId("chinese"), "中文"}};
  const auto agent = [](const DemoUser& user, std::vector<QueueId> queues,
                        std::vector<catalog::SkillLevel> skills) {
    return catalog::Agent{AgentId(user.key), user.name,         TeamId("shop"),
                          std::move(queues), std::move(skills), {}};
  };
  const QueueId general("general"), billing("billing"), vip("vip");
  catalog.agents = {
      agent(demo_users[0], {}, {}),
      agent(demo_users[1], {}, {}),
      agent(demo_users[2], {general, billing, vip},
            {{SkillId("billing"), 7}, {SkillId("returns"), 7}}),
      agent(demo_users[3], {general, billing}, {{SkillId("billing"), 5}, {SkillId("returns"), 3}}),
      agent(demo_users[4], {general, vip}, {{SkillId("returns"), 6}, {SkillId("chinese"), 10}}),
  };
  catalog::EntryPoint widget;
  widget.id = EntryPointId("demo");
  widget.kind = catalog::EntryPointKind::widget;
  widget.name = "Trailhouse";
  widget.queue = general;
  widget.greeting = {{"en", "Talk to a person at Trailhouse"},
                     {"zh-CN", "和 Trailhouse 的人聊聊"},
                     {"zh-TW", "和 Trailhouse 的人聊聊"}};
  catalog::EntryPoint phone;
  phone.id = EntryPointId("1000");
  phone.kind = catalog::EntryPointKind::phone;
  phone.name = "Trailhouse";
  phone.queue = general;
  catalog.entry_points = {widget, phone};
  catalog.canned_replies = demo_replies();
  catalog.policy.capacity = catalog::default_capacity();
  for (catalog::ChannelCapacity& capacity : catalog.policy.capacity) {
    if (capacity.channel == Channel::voice) capacity.cost = 50;
    if (capacity.channel == Channel::chat) capacity = {Channel::chat, 10, 8};
  }
  catalog.policy.break_reasons = {"water", "meal", "training"};
  return catalog;
}

void when_stored(app::House& house, std::function<void(Result<void>)> done) {
  house.workspace.engine().when_durable(std::move(done));
}

}  // namespace

ports::WorkspaceRow demo_workspace(Time now) {
  return {WorkspaceId("demo"), "Trailhouse", "UTC", now};
}

ports::WorkspaceRow first_workspace(Time now) {
  return {WorkspaceId("main"), "Firstline", "UTC", now};
}

void seed_demo(app::House& house, std::function<void(Result<void>)> done) {
  // One hash serves all of them: they share the password, and everybody knows it.
  house.workspace.ports().passwords.hash(
      demo_password, [&house, done = std::move(done)](Result<std::string> hash) mutable {
        if (!hash) return done(hash.error());
        app::Workspace& workspace = house.workspace;
        app::Engine& engine = workspace.engine();
        engine.add(workspace.row());
        const auto replaced =
            engine.submit(catalog::Replace{demo_catalog(workspace.catalog()), UserId()});
        if (!replaced) return done(replaced.error());
        for (const DemoUser& demo : demo_users) {
          ports::UserRow user;
          user.key = UserId(demo.key);
          user.email = std::string(demo.key) + "@demo.test";
          user.name = demo.name;
          user.role = demo.role;
          user.password_hash = *hash;
          user.is_demo = true;
          user.created_at = engine.now();
          engine.add(user);
          workspace.people().put(std::move(user));
        }
        when_stored(house, std::move(done));
      });
}

void seed_first(app::House& house, std::function<void(Result<void>)> done) {
  app::Engine& engine = house.workspace.engine();
  engine.add(house.workspace.row());
  catalog::Catalog catalog = house.workspace.catalog();
  catalog.queues = {queue("general", "General")};
  catalog.queues[0].outcomes.clear();
  catalog::EntryPoint widget;
  widget.id = EntryPointId("main");
  widget.name = "Chat";
  widget.queue = QueueId("general");
  catalog.entry_points = {widget};
  catalog.policy.capacity = catalog::default_capacity();
  const auto replaced = engine.submit(catalog::Replace{catalog, UserId()});
  if (!replaced) return done(replaced.error());
  when_stored(house, std::move(done));
}

}  // namespace firstline::server
