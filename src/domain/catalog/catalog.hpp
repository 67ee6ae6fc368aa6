// The catalog: what people configure. Queues, teams, skills, agents' abilities, entry points,
// canned replies and capacity, validated as one document, versioned, and replaced whole, so that a
// decision can name the version it was made under and a replay can use the same one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/ids.hpp"

namespace firstline::catalog {

enum class Channel { voice, chat, message, email, sms, wechat, ticket };
inline constexpr int channel_count = 7;

struct SkillLevel {
  SkillId skill;
  int level = 1;  // 1–10
  friend bool operator==(const SkillLevel&, const SkillLevel&) = default;
};

struct Skill {
  SkillId id;
  std::string name;
  friend bool operator==(const Skill&, const Skill&) = default;
};

struct Team {
  TeamId id;
  std::string name;
  friend bool operator==(const Team&, const Team&) = default;
};

struct Queue {
  QueueId id;
  std::string name;
  bool is_open = true;                   // closed: customers may leave a message
  Duration ring_time = seconds(20);      // 5–120 s
  Duration wrap_up = seconds(30);        // 0–30 min; a call's is usually longer
  Duration target = seconds(20);         // service level: answered within
  double target_share = 0.8;             // … for this share of customers
  Duration reply_target = minutes(1);    // colours "who waits for whom" on the desk
  Duration priority = Duration(0);       // head start given to every work of this queue
  std::vector<SkillLevel> required;      // of every work of this queue
  Duration idle_warning = minutes(10);   // silence of the customer; 0 = never
  Duration idle_close = minutes(5);      // after the warning
  Duration reopen_window = minutes(30);  // after the end, the customer may go on
  std::vector<std::string> outcomes;     // offered when an agent closes; free text if empty
  friend bool operator==(const Queue&, const Queue&) = default;
};

struct ChannelCapacity {
  Channel channel = Channel::chat;
  int cost = 20;    // 0–100, of a budget of 100
  int maximum = 5;  // works of this channel at once
  friend bool operator==(const ChannelCapacity&, const ChannelCapacity&) = default;
};

struct Agent {
  AgentId id;
  std::string name;
  TeamId team;                  // may be none
  std::vector<QueueId> queues;  // those served
  std::vector<SkillLevel> skills;
  std::vector<ChannelCapacity> capacity;  // overrides of the workspace's, by channel
  friend bool operator==(const Agent&, const Agent&) = default;
};

enum class EntryPointKind { widget, phone };

struct EntryPoint {
  EntryPointId id;  // the widget's public key, or the phone number
  EntryPointKind kind = EntryPointKind::widget;
  std::string name;
  QueueId queue;
  std::vector<std::string> origins;             // pages that may embed the widget; empty = any
  std::string accent;                           // "#2F4A33" or empty
  std::map<std::string, std::string> greeting;  // by language: "en", "zh-CN", "zh-TW"
  friend bool operator==(const EntryPoint&, const EntryPoint&) = default;
};

struct CannedReply {
  CannedReplyId id;
  std::string title;
  std::map<std::string, std::string> text;  // by language; placeholders as {{customer.name}}
  std::vector<QueueId> queues;              // empty = all
  friend bool operator==(const CannedReply&, const CannedReply&) = default;
};

struct Policy {
  std::vector<ChannelCapacity> capacity;          // one per channel in use
  int unanswered_before_break = 2;                // in a row; 0 = never
  Duration pause_after_unanswered = seconds(10);  // before the next offer to the same agent
  Duration pause_after_decline = seconds(30);     // before the same work to the same agent
  Duration browser_gone_grace = seconds(30);
  Duration preferred_agent_wait = seconds(60);  // how long a transfer waits for one person
  Duration customer_gone_wait = minutes(30);    // a waiting customer with no window open
  std::vector<std::string> break_reasons;
  friend bool operator==(const Policy&, const Policy&) = default;
};

struct Catalog {
  std::uint64_t version = 0;
  std::vector<Queue> queues;
  std::vector<Team> teams;
  std::vector<Skill> skills;
  std::vector<Agent> agents;
  std::vector<EntryPoint> entry_points;
  std::vector<CannedReply> canned_replies;
  Policy policy;
  friend bool operator==(const Catalog&, const Catalog&) = default;
};

inline constexpr int budget = 100;

// Linear in the catalog; for lookups on every command routing keeps its own index.
const Queue* find(const Catalog& catalog, const QueueId& id);
const Agent* find(const Catalog& catalog, const AgentId& id);
const EntryPoint* find(const Catalog& catalog, const EntryPointId& id);

// What one work of this channel costs this agent, and how many at once.
ChannelCapacity capacity_of(const Policy& policy, const Agent& agent, Channel channel);

// The defaults of definitions.md ("Capacity").
std::vector<ChannelCapacity> default_capacity();

// Every problem of the document, each with the path of its field ("queues[2].ring_time_ms");
// empty when the catalog may be used.
std::vector<Error> problems(const Catalog& catalog);

}  // namespace firstline::catalog
