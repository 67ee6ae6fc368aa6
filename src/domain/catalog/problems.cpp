// The validation of a catalog: every problem at once, each at its field, in the catalog's own
// words.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "base/text.hpp"
#include "domain/catalog/catalog.hpp"

namespace firstline::catalog {
namespace {

constexpr std::size_t most_items = 5'000;    // of each kind
constexpr std::size_t longest_name = 80;     // characters
constexpr std::size_t longest_text = 8'000;  // of a canned reply
constexpr std::size_t longest_origin = 200;

class Checker {
 public:
  explicit Checker(const Catalog& catalog) : catalog_(catalog) {}

  std::vector<Error> check() {
    check_ids("queues", catalog_.queues, queues_);
    check_ids("teams", catalog_.teams, teams_);
    check_ids("skills", catalog_.skills, skills_);
    std::set<AgentId> agents;
    check_ids("agents", catalog_.agents, agents);
    std::set<EntryPointId> entry_points;
    check_ids("entry_points", catalog_.entry_points, entry_points);
    std::set<CannedReplyId> canned_replies;
    check_ids("canned_replies", catalog_.canned_replies, canned_replies);
    each("queues", catalog_.queues, [&](const Queue& queue) { check_queue(queue); });
    each("teams", catalog_.teams, [&](const Team& team) { check_name(team.name); });
    each("skills", catalog_.skills, [&](const Skill& skill) { check_name(skill.name); });
    each("agents", catalog_.agents, [&](const Agent& agent) { check_agent(agent); });
    each("entry_points", catalog_.entry_points, [&](const EntryPoint& e) { check_entry_point(e); });
    each("canned_replies", catalog_.canned_replies, [&](const CannedReply& r) { check_canned(r); });
    at_ = "policy";
    check_policy();
    return std::move(problems_);
  }

 private:
  template <class Items, class F>
  void each(const char* section, const Items& items, F check) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      at_ = fmt::format("{}[{}]", section, i);
      check(items[i]);
    }
  }

  template <class Items, class Ids>
  void check_ids(const char* section, const Items& items, Ids& ids) {
    at_ = section;
    if (items.size() > most_items) add("catalog.too_many", "", "At most 5,000 of a kind.");
    each(section, items, [&](const auto& item) {
      if (!is_key(item.id.text)) {
        add("catalog.key", "id", "A key is 1 to 32 of a–z, 0–9, - and _.");
      } else if (!ids.insert(item.id).second) {
        add("catalog.duplicate", "id", fmt::format("“{}” is there twice.", item.id.text));
      }
    });
  }

  void add(std::string code, std::string_view field, std::string message) {
    problems_.push_back(invalid(std::move(code), std::move(message),
                                field.empty() ? at_ : fmt::format("{}.{}", at_, field)));
  }

  void check_name(const std::string& name) {
    if (trimmed(name).empty()) add("catalog.name.empty", "name", "It needs a name.");
    check_text(name, "name", longest_name);
  }

  void check_text(const std::string& text, std::string_view field, std::size_t most) {
    if (!is_utf8(text)) {
      add("catalog.text", field, "This is not UTF-8 text.");
    } else if (count_characters(text) > most) {
      add("catalog.text.too_long", field, fmt::format("At most {} characters.", most));
    }
  }

  void check_range(Duration value, Duration least, Duration most, std::string_view field,
                   std::string_view code) {
    if (value < least || value > most) {
      add(std::string(code), field,
          fmt::format("Between {} and {} s.", least.count() / 1000, most.count() / 1000));
    }
  }

  void check_queue(const Queue& queue) {
    check_name(queue.name);
    check_range(queue.ring_time, seconds(5), seconds(120), "ring_time_ms", "queue.ring_time.range");
    check_range(queue.wrap_up, Duration(0), minutes(30), "wrap_up_ms", "queue.wrap_up.range");
    check_range(queue.target, seconds(1), hours(24), "target_ms", "queue.target.range");
    check_range(queue.reply_target, seconds(5), hours(72), "reply_target_ms",
                "queue.reply_target.range");
    check_range(queue.priority, Duration(0), hours(24), "priority_ms", "queue.priority.range");
    check_range(queue.idle_warning, Duration(0), hours(72), "idle_warning_ms",
                "queue.idle_warning.range");
    check_range(queue.idle_close, seconds(30), hours(72), "idle_close_ms",
                "queue.idle_close.range");
    check_range(queue.reopen_window, Duration(0), hours(7 * 24), "reopen_window_ms",
                "queue.reopen_window.range");
    if (!(queue.target_share > 0 && queue.target_share <= 1)) {
      add("queue.target_share.range", "target_share", "A share above 0 and up to 1.");
    }
    check_levels(queue.required, "required");
    for (const std::string& outcome : queue.outcomes) {
      if (trimmed(outcome).empty()) add("queue.outcome.empty", "outcomes", "An outcome is empty.");
      check_text(outcome, "outcomes", longest_name);
    }
  }

  void check_levels(const std::vector<SkillLevel>& levels, std::string_view field) {
    std::set<SkillId> seen;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const std::string path = fmt::format("{}[{}]", field, i);
      if (!skills_.contains(levels[i].skill)) {
        add("skill.unknown", path + ".skill",
            fmt::format("There is no skill “{}”.", levels[i].skill.text));
      } else if (!seen.insert(levels[i].skill).second) {
        add("skill.duplicate", path + ".skill", "This skill is there twice.");
      }
      if (levels[i].level < 1 || levels[i].level > 10) {
        add("skill.level.range", path + ".level", "A level is 1 to 10.");
      }
    }
  }

  void check_queue_ids(const std::vector<QueueId>& ids, std::string_view field) {
    std::set<QueueId> seen;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::string path = fmt::format("{}[{}]", field, i);
      if (!queues_.contains(ids[i])) {
        add("queue.unknown", path, fmt::format("There is no queue “{}”.", ids[i].text));
      } else if (!seen.insert(ids[i]).second) {
        add("queue.duplicate", path, "This queue is there twice.");
      }
    }
  }

  void check_capacity(const std::vector<ChannelCapacity>& capacity) {
    std::set<Channel> seen;
    for (std::size_t i = 0; i < capacity.size(); ++i) {
      const std::string path = fmt::format("capacity[{}]", i);
      if (!seen.insert(capacity[i].channel).second) {
        add("capacity.duplicate", path + ".channel", "This channel is there twice.");
      }
      if (capacity[i].cost < 0 || capacity[i].cost > budget) {
        add("capacity.cost.range", path + ".cost", "A cost is 0 to 100.");
      }
      if (capacity[i].maximum < 0 || capacity[i].maximum > budget) {
        add("capacity.maximum.range", path + ".maximum", "A maximum is 0 to 100.");
      }
    }
  }

  void check_agent(const Agent& agent) {
    check_name(agent.name);
    if (agent.team && !teams_.contains(agent.team)) {
      add("team.unknown", "team", fmt::format("There is no team “{}”.", agent.team.text));
    }
    check_queue_ids(agent.queues, "queues");
    check_levels(agent.skills, "skills");
    check_capacity(agent.capacity);
  }

  void check_entry_point(const EntryPoint& entry_point) {
    check_name(entry_point.name);
    if (!queues_.contains(entry_point.queue)) {
      add("queue.unknown", "queue", fmt::format("There is no queue “{}”.", entry_point.queue.text));
    }
    for (std::size_t i = 0; i < entry_point.origins.size(); ++i) {
      const std::string& origin = entry_point.origins[i];
      const bool is_web = origin.starts_with("https://") || origin.starts_with("http://");
      const std::string_view host =
          is_web ? std::string_view(origin).substr(origin.find("//") + 2) : std::string_view();
      if (host.empty() || origin.size() > longest_origin ||
          host.find_first_of("/ \t\r\n") != std::string_view::npos) {
        add("entry_point.origin", fmt::format("origins[{}]", i),
            "An origin is like https://shop.example, without a path.");
      }
    }
    const auto is_hex = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    const std::string& accent = entry_point.accent;
    if (!accent.empty() && (accent.size() != 7 || accent[0] != '#' ||
                            !std::all_of(accent.begin() + 1, accent.end(), is_hex))) {
      add("entry_point.accent", "accent", "A colour is like #2F4A33.");
    }
    for (const auto& [language, text] : entry_point.greeting) {
      check_text(text, "greeting." + language, 500);
    }
  }

  void check_canned(const CannedReply& reply) {
    if (trimmed(reply.title).empty()) add("canned.title.empty", "title", "It needs a title.");
    check_text(reply.title, "title", longest_name);
    if (reply.text.empty()) add("canned.text.empty", "text", "It needs a text.");
    for (const auto& [language, text] : reply.text) {
      if (trimmed(text).empty()) add("canned.text.empty", "text." + language, "It needs a text.");
      check_text(text, "text." + language, longest_text);
    }
    check_queue_ids(reply.queues, "queues");
  }

  void check_policy() {
    const Policy& policy = catalog_.policy;
    check_capacity(policy.capacity);
    if (policy.unanswered_before_break < 0 || policy.unanswered_before_break > 20) {
      add("policy.unanswered.range", "unanswered_before_break", "0 to 20; 0 is never.");
    }
    check_range(policy.pause_after_unanswered, Duration(0), minutes(10),
                "pause_after_unanswered_ms", "policy.pause.range");
    check_range(policy.pause_after_decline, Duration(0), hours(1), "pause_after_decline_ms",
                "policy.pause.range");
    check_range(policy.browser_gone_grace, seconds(5), minutes(10), "browser_gone_grace_ms",
                "policy.grace.range");
    check_range(policy.preferred_agent_wait, seconds(5), hours(1), "preferred_agent_wait_ms",
                "policy.preferred.range");
    check_range(policy.customer_gone_wait, minutes(1), hours(72), "customer_gone_wait_ms",
                "policy.customer_gone.range");
    for (const std::string& reason : policy.break_reasons) {
      if (trimmed(reason).empty())
        add("policy.reason.empty", "break_reasons", "A reason is empty.");
      check_text(reason, "break_reasons", longest_name);
    }
  }

  const Catalog& catalog_;
  std::string at_;
  std::vector<Error> problems_;
  std::set<QueueId> queues_;
  std::set<TeamId> teams_;
  std::set<SkillId> skills_;
};

}  // namespace

std::vector<Error> problems(const Catalog& catalog) { return Checker(catalog).check(); }

}  // namespace firstline::catalog
