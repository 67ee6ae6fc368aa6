// How long will it take? p50 and p90 of the time until an answer, for one who waits and stays: by
// Erlang A (line_wait.hpp), conditional on the place, the slots of those ready now, and what was
// learnt of the queue: how long a work takes, how long an offer rings, how long customers wait
// before they give up. Then corrected by the errors of the forecasts before it.
//
// What is learnt is a fold over events, kept as whole numbers, and belongs to the state: a replay
// learns the same. No decision reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "base/time.hpp"
#include "domain/ids.hpp"

namespace firstline::planning {

// Fewer handled works than this: "we don't know yet".
inline constexpr std::uint32_t least_samples = 10;

struct Quantiles {
  Duration p50{};
  Duration p90{};
  friend bool operator==(const Quantiles&, const Quantiles&) = default;
};

// What a forecast is multiplied by, in parts per million. A wait that lasts longer than its p50
// raises the factor, one that does not lowers it as much; p90 nine to one. So over any long time
// half of the waits end within p50 and nine tenths within p90, whatever the model misses.
struct Correction {
  std::int64_t p50 = 1'000'000;
  std::int64_t p90 = 1'000'000;
  std::uint32_t errors = 0;  // it was learnt from
  friend bool operator==(const Correction&, const Correction&) = default;
};

// How good the forecasts were: weights, in parts per million, of those that came true, with decay.
// Who gives up before a quantile says nothing about it; those who were as likely to give up and
// did not count for them.
struct Calibration {
  std::int64_t known_p50 = 0, within_p50 = 0;
  std::int64_t known_p90 = 0, within_p90 = 0;
  std::uint64_t waits = 0;  // measured, ever
  friend bool operator==(const Calibration&, const Calibration&) = default;
};
std::optional<double> share_within_p50(const Calibration& calibration);
std::optional<double> share_within_p90(const Calibration& calibration);

// Of one queue. Means forget: a work weighs less the more come after it.
struct Learnt {
  std::int64_t handle_us = 0;  // mean, from the answer to the end of the wrap-up
  std::uint32_t handled = 0;
  std::int64_t ring_us = 0;  // mean, from an offer to its answer
  std::uint32_t rings = 0;
  std::int64_t abandoned = 0;  // parts per million; ÷ waited_ms: the rate of giving up
  std::int64_t waited_ms = 0;  // by all, whether answered or not
  Correction at_once;          // of waits that are only the ringing
  Correction in_line;
  Calibration calibration;
  friend bool operator==(const Learnt&, const Learnt&) = default;
};

// Why a work began to wait.
enum class Beginning { arrival, transfer, returned };

// One who waits, with what was expected when it began.
struct Waiting {
  Time since;
  Beginning beginning = Beginning::arrival;
  bool is_measured = false;                       // something was expected
  bool is_in_line = false;                        // else a slot was free
  std::int32_t p50_ms = 0, p90_ms = 0;            // by the model
  std::int32_t told_p50_ms = 0, told_p90_ms = 0;  // corrected
  friend bool operator==(const Waiting&, const Waiting&) = default;
};

struct State {
  std::unordered_map<QueueId, Learnt> learnt;
  std::unordered_map<WorkId, Waiting> waiting;
  friend bool operator==(const State&, const State&) = default;
};

// Where somebody stands, and who is there for them.
struct Standing {
  std::size_t ahead = 0;  // who wait before them and have no offer yet
  int slots = 0;          // works that those ready can hold together
  int free = 0;           // of these slots
  int agents = 0;         // who are ready
  friend bool operator==(const Standing&, const Standing&) = default;
};

// ---- what is told; none: we don't know yet, or nobody is there ----

std::optional<Quantiles> forecast(const State& state, const QueueId& queue, const Standing& at);
const Learnt* find(const State& state, const QueueId& queue);

// ---- what is learnt; all of it from events ----

void begins_to_wait(State& state, WorkId work, const QueueId& queue, Waiting beginning,
                    const std::optional<Standing>& at);
enum class Ending { answered, abandoned, other };
void ends_to_wait(State& state, WorkId work, const QueueId& queue, Ending how, Time at);
void rang(State& state, const QueueId& queue, Duration time);
void handled(State& state, const QueueId& queue, Duration time);

}  // namespace firstline::planning
