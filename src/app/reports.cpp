#include "app/reports.hpp"

#include <fmt/format.h>

#include <array>

#include "app/refusals.hpp"

namespace firstline::app {
namespace {

using access::Permission;
using metrics::ServiceLevel;

constexpr std::int64_t most_intervals = 2'000;
constexpr std::array all_levels = {ServiceLevel::sl1, ServiceLevel::sl2, ServiceLevel::sl3,
                                   ServiceLevel::sl4, ServiceLevel::sl5};

std::optional<double> in_ms(std::optional<Duration> duration) {
  if (!duration) return {};
  return static_cast<double>(duration->count());
}

std::vector<view::Formula> formulas_of(const std::string& report) {
  if (report == "service-level") {
    std::vector<view::Formula> formulas;
    for (ServiceLevel level : all_levels) {
      formulas.push_back(
          {std::string(metrics::to_text(level)), std::string(metrics::formula_of(level))});
    }
    return formulas;
  }
  if (report == "waits") {
    return {{"ASA_ms", "Σ queue wait of answered ÷ answered"},
            {"abandonment", "abandoned ÷ (answered + abandoned)"},
            {"abandonment_without_short", "without abandons under 5 s"},
            {"longest_wait_ms", "longest queue wait of answered and abandoned"}};
  }
  if (report == "handle-time") {
    return {{"AHT_elapsed_ms", "(talk + wrap-up) ÷ handled"},
            {"AHT_attention_ms", "∫ elapsed ÷ concurrent items ÷ handled"},
            {"talk_ms", "answer to end of the conversation ÷ handled"},
            {"wrap_up_ms", "end of the conversation to release ÷ handled"}};
  }
  return {{"CES_mean", "mean of the answers 1–5, low is good"}};
}

void fill(const std::string& report, const metrics::Counts& c, view::ReportCell& cell) {
  if (report == "service-level") {
    for (ServiceLevel level : all_levels) {
      cell.values[std::string(metrics::to_text(level))] = metrics::service_level(level, c);
    }
    cell.counts = {{"answered", c.answered},
                   {"answered_within", c.answered_within},
                   {"abandoned", c.abandoned},
                   {"abandoned_within", c.abandoned_within},
                   {"abandoned_short", c.abandoned_short}};
  } else if (report == "waits") {
    cell.values = {
        {"ASA_ms", in_ms(metrics::average_speed_of_answer(c))},
        {"abandonment", metrics::abandonment(c)},
        {"abandonment_without_short", metrics::abandonment_without_short(c)},
        {"longest_wait_ms",
         in_ms(c.answered + c.abandoned > 0 ? std::optional(c.longest_wait) : std::nullopt)}};
    cell.counts = {{"answered", c.answered},
                   {"abandoned", c.abandoned},
                   {"abandoned_short", c.abandoned_short}};
  } else if (report == "handle-time") {
    const auto mean = [&](Duration sum) -> std::optional<double> {
      if (c.handled == 0) return {};
      return static_cast<double>(sum.count()) / static_cast<double>(c.handled);
    };
    cell.values = {{"AHT_elapsed_ms", in_ms(metrics::handle_time_elapsed(c))},
                   {"AHT_attention_ms", in_ms(metrics::handle_time_attention(c))},
                   {"talk_ms", mean(c.talk)},
                   {"wrap_up_ms", mean(c.wrap_up)}};
    cell.counts = {{"handled", c.handled}};
  } else {
    cell.values = {{"CES_mean", metrics::mean_effort(c)}};
    std::uint64_t answered = 0;
    for (std::size_t i = 0; i < c.effort.size(); ++i) {
      cell.counts[std::to_string(i + 1)] = c.effort[i];
      answered += c.effort[i];
    }
    cell.counts["answered"] = answered;
    cell.counts["asked"] = c.asked;
  }
}

// The address of the contacts a cell was computed from.
std::string events_of(const ReportRequest& request, const ports::ReportRow& row) {
  std::string address = fmt::format("/api/v1/reports/contacts?from={}&to={}", to_rfc3339(row.from),
                                    to_rfc3339(row.to));
  if (row.queue) address += "&queue=" + row.queue.text;
  if (row.agent) address += "&agent=" + row.agent.text;
  if (request.threshold) address += fmt::format("&threshold_ms={}", request.threshold->count());
  if (request.report == "handle-time") address += "&kind=handled";
  return address;
}

}  // namespace

view::ReportKinds Reports::kinds() const {
  view::ReportKinds kinds;
  for (const char* report : {"service-level", "waits", "handle-time", "effort"}) {
    for (const view::Formula& formula : formulas_of(report)) {
      kinds.items.push_back({report, formula.id, formula.formula});
    }
  }
  return kinds;
}

void Reports::report(const Actor& actor, ReportRequest request, Answer<view::Report> answer) {
  const bool is_own = request.agent && request.agent == actor.agent();
  if (!actor.may(Permission::see_reports) && !is_own) return answer(may_not());
  const std::string& name = request.report;
  if (name != "service-level" && name != "waits" && name != "handle-time" && name != "effort") {
    return answer(not_found("report.unknown", "There is no such report."));
  }
  if (request.from >= request.to) {
    return answer(invalid("report.period", "The beginning comes before the end.", "from"));
  }
  if (request.interval > Duration(0) &&
      (request.to - request.from) / request.interval > most_intervals) {
    return answer(invalid("report.period", "At most 2,000 intervals.", "interval"));
  }
  ports::ReportQuery query;
  query.from = request.from;
  query.to = request.to;
  query.interval = request.interval;
  query.group = request.group;
  query.queue = request.queue;
  query.agent = request.agent;
  if (request.threshold) {
    query.threshold = *request.threshold;
  } else {
    for (const catalog::Queue& queue : workspace_.catalog().queues) {
      query.targets.emplace_back(queue.id, queue.target);
    }
  }
  workspace_.ports().archive.report(workspace_.id(), std::move(query),
                                    [request = std::move(request), answer = std::move(answer)](
                                        Result<std::vector<ports::ReportRow>> rows) {
                                      if (!rows) return answer(rows.error());
                                      view::Report shown;
                                      shown.report = request.report;
                                      shown.threshold = request.threshold;
                                      shown.formulas = formulas_of(request.report);
                                      for (const ports::ReportRow& row : *rows) {
                                        view::ReportCell cell;
                                        cell.from = row.from;
                                        cell.to = row.to;
                                        cell.queue = row.queue;
                                        cell.agent = row.agent;
                                        fill(request.report, row.counts, cell);
                                        cell.events = events_of(request, row);
                                        shown.items.push_back(std::move(cell));
                                      }
                                      answer(std::move(shown));
                                    });
}

void Reports::contacts(const Actor& actor, ports::ContactQuery query,
                       Answer<view::Contacts> answer) {
  const bool is_own = query.agent && query.agent == actor.agent();
  if (!actor.may(Permission::see_reports) && !is_own) return answer(may_not());
  workspace_.ports().archive.contacts(
      workspace_.id(), std::move(query),
      [answer = std::move(answer)](Result<ports::Page<ports::ContactLine>> lines) {
        if (!lines) return answer(lines.error());
        view::Contacts shown;
        for (const ports::ContactLine& line : lines->items) {
          view::Contact contact;
          contact.conversation = line.conversation;
          contact.work = line.work;
          contact.customer = line.customer;
          contact.queue = line.queue;
          contact.agent = line.agent;
          contact.enqueued_at = line.enqueued_at;
          contact.answered_at = line.answered_at;
          contact.ended_at = line.ended_at;
          contact.wait = line.wait;
          contact.talk = line.talk;
          contact.wrap_up = line.wrap_up;
          contact.attention = line.attention;
          if (line.ended_at) {
            contact.outcome =
                line.is_abandoned ? routing::WorkOutcome::abandoned : routing::WorkOutcome::handled;
          }
          contact.effort = line.effort;
          shown.items.push_back(std::move(contact));
        }
        if (!lines->next.empty()) shown.next = lines->next;
        answer(std::move(shown));
      });
}

}  // namespace firstline::app
