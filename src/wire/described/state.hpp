// Descriptions of the facts of a state: what a snapshot holds. Internal to wire.
#pragma once

#include "app/state.hpp"
#include "wire/described/domain.hpp"

namespace firstline::customer {

BOOST_DESCRIBE_STRUCT(State, (), (last_customer, blocked))

}  // namespace firstline::customer

namespace firstline::conversation {

BOOST_DESCRIBE_STRUCT(Conversation::Receipt, (), (author, client_id, message, seq, at))
BOOST_DESCRIBE_STRUCT(Conversation, (),
                      (id, customer, entry_point, channel, queue, locale, opened_at, phase, agent,
                       last_agent, last_seq, read_by_customer, read_by_agent, waiting,
                       waiting_since, last_customer_message, last_agent_message, is_customer_here,
                       customer_gone_since, is_idle_warned, idle_warned_at, closed_at, close_reason,
                       outcome, survey, effort, reopened, receipts))
BOOST_DESCRIBE_STRUCT(State, (), (last_conversation, last_message, conversations))

}  // namespace firstline::conversation

namespace firstline::routing {

BOOST_DESCRIBE_STRUCT(Exclusion, (), (agent, until))
BOOST_DESCRIBE_STRUCT(Work, (),
                      (id, conversation, channel, queue, requirement, enqueued_at, priority, state,
                       since, preference, exclusions, offer, agent, slot, answered_at,
                       wrap_up_until, cost))
BOOST_DESCRIBE_STRUCT(Offer, (), (id, work, agent, made_at, until))
BOOST_DESCRIBE_STRUCT(Agent, (),
                      (id, presence, reason, since, is_connected, is_vanished, vanished_at,
                       idle_since, last_offered_at, paused_until, unanswered, offer, slots, used,
                       counts))
BOOST_DESCRIBE_STRUCT(State, (), (last_work, last_offer, works, offers, agents))

}  // namespace firstline::routing

namespace firstline::planning {

BOOST_DESCRIBE_ENUM(Beginning, arrival, transfer, returned)
BOOST_DESCRIBE_STRUCT(Correction, (), (p50, p90, errors))
BOOST_DESCRIBE_STRUCT(Calibration, (), (known_p50, within_p50, known_p90, within_p90, waits))
BOOST_DESCRIBE_STRUCT(Learnt, (),
                      (handle_us, handled, ring_us, rings, abandoned, waited_ms, at_once, in_line,
                       calibration))
BOOST_DESCRIBE_STRUCT(Waiting, (),
                      (since, beginning, is_measured, is_in_line, p50_ms, p90_ms, told_p50_ms,
                       told_p90_ms))
BOOST_DESCRIBE_STRUCT(State, (), (learnt, waiting))

}  // namespace firstline::planning

namespace firstline::app {

BOOST_DESCRIBE_STRUCT(Effects, (), (last_effect, pending))
BOOST_DESCRIBE_STRUCT(State, (),
                      (seq, last_at, catalog, customers, conversations, routing, planning, effects))

}  // namespace firstline::app

namespace firstline::wire::json {

template <>
inline constexpr bool is_described_in_part<conversation::State> = true;
static_assert(boost::pfr::tuple_size_v<conversation::State> == 7,
              "a new member of the conversations' state: describe it above if it is a fact");

template <>
inline constexpr bool is_described_in_part<routing::State> = true;  // not its catalog, its index

}  // namespace firstline::wire::json
