#include "app/notation.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace firstline::app {
namespace {

using namespace conversation;  // NOLINT: its events have names of their own
using namespace routing;       // NOLINT: likewise

const Time nine = time_from_ms(1795251600000);  // 2026-11-21T09:00:00Z
const AgentId ann("ann");
const AgentId bob("bob");
const ConversationId talk{1};
const WorkId work{1};
const OfferId offer{9};
const QueueId billing("billing");

std::vector<std::pair<Event, std::string>> lines() {
  const Requirement vat{{{SkillId("vat"), 3}}};
  const Preference for_bob{bob, nine + minutes(1)};
  catalog::Catalog catalog;
  catalog.version = 4;
  catalog.queues.resize(2);
  catalog.agents.resize(3);
  const Author by_ann{AuthorKind::agent, ann};
  return {
      {catalog::CatalogReplaced{catalog, UserId("ada")}, "catalog 4 by ada: 2 queues, 3 agents"},
      {EffectIssued{EffectId{5}, EffectKind::send_mail}, "e-5 issued: send mail"},
      {EffectDone{EffectId{5}, true}, "e-5 done"},
      {EffectDone{EffectId{5}, false}, "e-5 given up"},
      {customer::CustomerRegistered{CustomerId{3}}, "p-3 registered"},
      {customer::CustomerBlocked{CustomerId{3}, UserId("sue")}, "p-3 blocked by sue"},
      {customer::CustomerUnblocked{CustomerId{3}, UserId("sue")}, "p-3 unblocked by sue"},
      {ConversationOpened{talk, CustomerId{3}, EntryPointId("demo"), catalog::Channel::message,
                          billing, "zh-CN", false},
       "c-1 opened by p-3 over message at demo for billing, in zh-CN, with no window"},
      {MessageAdded{talk,
                    MessageId{40},
                    2,
                    {AuthorKind::customer, {}},
                    Visibility::everyone,
                    MessageKind::text,
                    "a1"},
       "c-1 message 2 by customer (m-40 as \"a1\")"},
      {MessageAdded{talk, MessageId{41}, 3, by_ann, Visibility::whisper, MessageKind::file, "a2"},
       "c-1 file 3 by agent ann, whispered (m-41 as \"a2\")"},
      {MessageAdded{talk, MessageId{42}, 4, {}, Visibility::inside, MessageKind::text, ""},
       "c-1 message 4 by system, inside (m-42)"},
      {MessagesRead{talk, AuthorKind::agent, 4}, "c-1 read by agent up to 4"},
      {AgentJoined{talk, ann}, "ann joined c-1"},
      {AgentLeft{talk, ann, LeaveReason::taken_over}, "ann left c-1 (taken over)"},
      {CustomerCame{talk}, "customer came to c-1"},
      {CustomerGone{talk}, "customer gone from c-1"},
      {IdleWarned{talk, nine + minutes(5)}, "c-1 warned of silence, closes at 09:05:00.000"},
      {ConversationQueued{talk, billing}, "c-1 moved to billing"},
      {ConversationClosed{talk, CloseReason::agent, ann, "paid"}, "c-1 closed by ann: \"paid\""},
      {ConversationClosed{talk, CloseReason::blocked, ann, ""}, "c-1 closed by ann (blocked)"},
      {ConversationClosed{talk, CloseReason::idle, {}, ""}, "c-1 closed (idle)"},
      {ConversationReopened{talk, by_ann}, "c-1 reopened by agent ann"},
      {SurveyAsked{talk}, "c-1 asked for effort"},
      {SurveyAnswered{talk, 2}, "c-1 rated effort 2"},
      {SurveyAnswered{talk, 0}, "c-1 not rated this time"},
      {ConversationSettled{talk, CustomerId{3}}, "c-1 of p-3 settled"},
      {WorkEnqueued{work, talk, Channel::chat, billing, vat, nine, seconds(90), for_bob},
       "w-1 of c-1 waits in billing over chat since 09:00:00.000, 90 s ahead, needs vat 3, "
       "for bob until 09:01:00.000"},
      {OfferMade{offer, work, ann, nine + seconds(20), 20, ChoiceReason::longest_idle, 4},
       "offered w-1 to ann until 09:00:20.000 (o-9, longest idle, cost 20, catalog 4)"},
      {OfferAccepted{offer, work, ann, 2}, "offer of w-1 to ann accepted in slot 2 (o-9)"},
      {OfferDeclined{offer, work, ann, "busy\n\"now\"", nine + seconds(30)},
       "offer of w-1 to ann declined, not again before 09:00:30.000 (o-9): \"busy\\n\\\"now\\\"\""},
      {OfferExpired{offer, work, ann, nine + seconds(10), true},
       "offer of w-1 to ann expired, paused until 09:00:10.000 (o-9)"},
      {OfferExpired{offer, work, ann, nine + seconds(10), false},
       "offer of w-1 to ann expired, paused until 09:00:10.000 (o-9, not counted)"},
      {OfferWithdrawn{offer, work, ann, WithdrawalReason::agent_left},
       "offer of w-1 to ann withdrawn, agent left (o-9)"},
      {WorkTransferred{work, ann, billing, vat, milliseconds(1500), for_bob, nine + seconds(30)},
       "w-1 transferred by ann into billing, 1.500 s ahead, needs vat 3, for bob until "
       "09:01:00.000, not again to ann before 09:00:30.000"},
      {WorkReturned{work, ann, ReturnReason::agent_offline},
       "w-1 returned from ann (agent offline)"},
      {WorkTakenOver{work, ann, bob, 1, 20}, "w-1 taken over by bob from ann in slot 1 (cost 20)"},
      {PreferenceEnded{work}, "w-1 waits for anyone"},
      {ExclusionEnded{work, ann}, "w-1 may be offered to ann again"},
      {PauseEnded{ann}, "ann may be offered work again"},
      {WrapUpStarted{work, ann, nine + seconds(30)}, "ann wraps up w-1 until 09:00:30.000"},
      {WorkEnded{work, ann, WorkOutcome::handled, WorkEndReason::wrap_up_over, billing},
       "w-1 ended in billing: handled by ann (wrap-up over)"},
      {WorkEnded{work, {}, WorkOutcome::abandoned, WorkEndReason::customer_left, billing},
       "w-1 ended in billing: abandoned (customer left)"},
      {PresenceChanged{ann, Presence::ready, "", PresenceCause::chosen}, "ann ready"},
      {PresenceChanged{ann, Presence::on_break, "meal", PresenceCause::chosen},
       "ann on break: \"meal\""},
      {PresenceChanged{ann, Presence::offline, "", PresenceCause::browser_gone},
       "ann offline (browser gone)"},
      {AgentConnected{ann}, "ann connected"},
      {AgentVanished{ann}, "ann vanished"},
  };
}

TEST(Notation, HasALineForEveryEvent) {
  std::set<std::size_t> seen;
  for (const auto& [event, line] : lines()) {
    EXPECT_EQ(say(event), line);
    seen.insert(event.index());
  }
  EXPECT_EQ(seen.size(), std::variant_size_v<Event>);
}

TEST(Notation, BeginsWithTheClock) {
  EXPECT_EQ(to_notation(AgentConnected{ann}, nine + milliseconds(25'007)),
            "09:00:25.007 ann connected");
}

TEST(Notation, StaysOnOneLineWhateverPeopleWrite) {
  std::string nasty;
  for (int c = 1; c < 128; ++c) nasty += static_cast<char>(c);
  const std::string line = say(PresenceChanged{ann, Presence::on_break, nasty + "午饭"});
  for (const char c : line) {
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) << line;
  }
  EXPECT_NE(line.find("午饭"), std::string::npos);
}

}  // namespace
}  // namespace firstline::app
