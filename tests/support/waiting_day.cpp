#include "tests/support/waiting_day.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "base/overloaded.hpp"
#include "tests/support/routing_floor.hpp"

namespace firstline::testing {
namespace {

const Time eight = time_from_ms(1795248000000);  // of the first day
const QueueId billing("billing");
const QueueId sales("sales");

AgentId agent_id(int number) { return AgentId("agent-" + std::to_string(number)); }

catalog::Catalog catalog_of(const WaitingPlan& plan) {
  catalog::Catalog catalog;
  catalog.version = 1;
  for (const QueueId& id : {billing, sales}) {
    catalog::Queue& queue = add_queue(catalog, id.text);
    queue.wrap_up = seconds(20);
  }
  for (int i = 0; i < plan.agents; ++i) {
    catalog::Agent& agent = add_agent(catalog, agent_id(i).text, {"billing", "sales"});
    agent.capacity = {{catalog::Channel::chat, 20, plan.chats_each}};
  }
  return catalog;
}

// Times the ordinary number of customers, by the time since eight.
double profile(const WaitingPlan& plan, Duration since) {
  const auto hour = static_cast<double>(since.count()) / 3'600'000;
  if (hour < 1 || hour >= 9) return 0.35;
  if (hour >= 3 && hour < 3.75) return plan.surge;
  return 0.8 + 0.2 * std::sin(hour * 1.3);
}

// By Kaplan and Meier: the share of waits that were over by what was told, when some ended
// unanswered. Time is measured in parts of what was told.
double share_over(const std::vector<ToldWait>& waits, Duration ToldWait::*quantile) {
  struct End {
    double part = 0;
    bool is_answered = false;
  };
  std::vector<End> ends;
  for (const ToldWait& wait : waits) {
    const auto told = static_cast<double>(std::max<Duration::rep>(1, (wait.*quantile).count()));
    ends.push_back({static_cast<double>(wait.wait.count()) / told, wait.is_answered});
  }
  std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.part < b.part; });
  double still_waiting = 1;
  for (std::size_t i = 0; i < ends.size() && ends[i].part <= 1; ++i) {
    if (ends[i].is_answered) still_waiting *= 1 - 1 / static_cast<double>(ends.size() - i);
  }
  return 1 - still_waiting;
}

double plain_share(const std::vector<ToldWait>& waits, Duration ToldWait::*quantile,
                   bool is_of_all) {
  std::size_t counted = 0, within = 0;
  for (const ToldWait& wait : waits) {
    if (!wait.is_answered && !is_of_all) continue;
    ++counted;
    if (wait.wait <= wait.*quantile) ++within;
  }
  return counted == 0 ? 0 : static_cast<double>(within) / static_cast<double>(counted);
}

}  // namespace

WaitingDay::WaitingDay(const WaitingPlan& plan, std::uint64_t seed)
    : plan_(plan), random_(seed), now_(eight), begin_(eight) {
  state_.catalog = std::make_shared<const catalog::Catalog>(catalog_of(plan));
  routing::use_catalog(state_.routing, state_.catalog);
}

void WaitingDay::plan(Time at, std::function<void()> what) {
  plans_.push({at, ++planned_, std::move(what)});
}

Duration WaitingDay::random_time(Duration mean) {
  const double u = (static_cast<double>(random_.next() >> 11) + 0.5) / 9007199254740992.0;
  return Duration(std::llround(-std::log(u) * static_cast<double>(mean.count())));
}

void WaitingDay::run_day() {
  begin_ = now_;
  plan(now_, [this] { arrive(billing, plan_.per_hour); });
  if (plan_.shared_per_hour > 0) plan(now_, [this] { arrive(sales, plan_.shared_per_hour); });
  for (int i = 0; i < plan_.agents; ++i) shift(agent_id(i), i);
  const Time end = begin_ + hours(24);
  while (!plans_.empty()) {
    const Plan next = plans_.top();
    const Time due = routing::next_wakeup(state_.routing);
    now_ = std::min(next.at, due);
    if (due <= next.at) {
      run(routing::AdvanceTime{});
      continue;
    }
    plans_.pop();
    next.what();
  }
  now_ = end;
}

// One of the day's customers, and the next.
void WaitingDay::arrive(const QueueId& queue, double per_hour) {
  const Duration since = now_ - begin_;
  if (since >= hours(10)) return;  // the door closes
  const double rate = per_hour * profile(plan_, since);
  const Duration next = random_time(Duration(static_cast<Duration::rep>(3'600'000 / rate)));
  plan(now_ + next, [this, queue, per_hour] { arrive(queue, per_hour); });
  if (since == Duration(0)) return;
  routing::Enqueue enqueue;
  enqueue.conversation = {++conversations_};
  enqueue.queue = queue;
  run(enqueue);
}

void WaitingDay::run(const routing::Command& command) {
  const auto apply = [&](const routing::Command& it) {
    const auto events = routing::decide(state_.routing, it, now_);
    FL_CHECK(events);
    for (const routing::Event& event : *events) {
      std::visit([&](const auto& e) { app::evolve(state_, e, now_); }, event);
      notice(event);
    }
    return !events->empty();
  };
  apply(command);
  while (apply(routing::AdvanceTime{})) {
  }
  if (look) look(now_);
}

void WaitingDay::notice(const routing::Event& event) {
  const auto end = [&](WorkId work, bool is_answered) {
    const auto at = open_.find(work);
    if (at == open_.end()) return;
    at->second.wait = now_ - at->second.began;
    at->second.is_answered = is_answered;
    ended_.push_back(at->second);
    open_.erase(at);
  };
  std::visit(overloaded{
                 [&](const routing::WorkEnqueued& e) {
                   const planning::Waiting& told = state_.planning.waiting.at(e.work);
                   if (told.is_measured) {
                     open_[e.work] = {now_, Duration(told.told_p50_ms), Duration(told.told_p90_ms),
                                      told.is_in_line};
                   }
                   plan(now_ + random_time(plan_.patience), [this, id = e.work] {
                     const routing::Work* found = routing::find(state_.routing, id);
                     const bool is_waiting = found && !found->agent;
                     if (is_waiting) run(routing::Abandon{id});
                   });
                 },
                 [&](const routing::OfferMade& e) { ring(e); },
                 [&](const routing::OfferAccepted& e) {
                   end(e.work, true);
                   work(e.work);
                 },
                 [&](const routing::WorkReturned& e) { open_.erase(e.work); },
                 [&](const routing::WorkEnded& e) { end(e.work, false); },
                 [](const auto&) {},
             },
             event);
}

void WaitingDay::ring(const routing::OfferMade& offer) {
  if (plan_.are_there_breaks && random_.chance(0.02)) return;  // nobody hears it
  plan(now_ + random_.between(seconds(2), seconds(8)), [this, offer] {
    if (routing::find(state_.routing, offer.offer)) {
      run(routing::AcceptOffer{offer.offer, offer.agent});
    }
  });
}

void WaitingDay::work(WorkId id) {
  const auto steady =
      static_cast<Duration::rep>(plan_.steadiness * static_cast<double>(plan_.handle_time.count()));
  const Duration time = Duration(steady) + random_time(plan_.handle_time - Duration(steady));
  plan(now_ + time, [this, id] {
    const routing::Work* found = routing::find(state_.routing, id);
    if (found && found->state == routing::WorkState::active) run(routing::Finish{id});
  });
}

void WaitingDay::present(const AgentId& agent, routing::Presence presence) {
  run(routing::SetPresence{agent, presence, {}, routing::PresenceCause::chosen});
}

// Half come at eight, half at nine; each has two breaks; all go when the last customer has.
void WaitingDay::shift(const AgentId& agent, int number) {
  const auto at = [&](Duration since, routing::Presence presence) {
    plan(begin_ + since, [this, agent, presence] { present(agent, presence); });
  };
  at(number % 2 == 0 ? minutes(0) : minutes(60), routing::Presence::ready);
  if (plan_.are_there_breaks) {
    for (const Duration begin : {minutes(135 + 7 * number), minutes(300 + 10 * number)}) {
      at(begin, routing::Presence::on_break);
      at(begin + minutes(15), routing::Presence::ready);
    }
  }
  at(hours(16), routing::Presence::offline);
}

Shares shares(const std::vector<ToldWait>& waits) {
  Shares is;
  is.waits = waits.size();
  is.abandoned = static_cast<std::size_t>(std::count_if(
      waits.begin(), waits.end(), [](const auto& wait) { return !wait.is_answered; }));
  const auto pair = [](const auto& share) {
    return Shares::Pair{share(&ToldWait::p50), share(&ToldWait::p90)};
  };
  is.if_all_stayed = pair([&](auto quantile) { return share_over(waits, quantile); });
  is.of_answered = pair([&](auto quantile) { return plain_share(waits, quantile, false); });
  is.of_all = pair([&](auto quantile) { return plain_share(waits, quantile, true); });
  return is;
}

}  // namespace firstline::testing
