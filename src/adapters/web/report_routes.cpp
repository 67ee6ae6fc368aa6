// Reports, as JSON and as CSV, and the contacts behind each number.
#include <array>
#include <utility>

#include "adapters/web/exchange.hpp"
#include "adapters/web/query.hpp"
#include "adapters/web/report_csv.hpp"
#include "adapters/web/routes.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;
using ports::ContactKind;
using ports::GroupBy;

constexpr std::size_t contacts_of_csv = 10'000;

template <class Value, std::size_t n>
Value chosen(Query& query, const net::Request& request, std::string_view name,
             const std::array<std::pair<std::string_view, Value>, n>& choices) {
  const auto given = request.parameter(name);
  if (!given || given->empty()) return choices.front().second;
  for (const auto& [word, value] : choices) {
    if (word == *given) return value;
  }
  query.wrong(name, "This word is not known here.");
  return choices.front().second;
}

constexpr std::array<std::pair<std::string_view, int>, 5> intervals_min = {
    {{"all", 0}, {"15m", 15}, {"30m", 30}, {"1h", 60}, {"1d", 24 * 60}}};
constexpr std::array<std::pair<std::string_view, GroupBy>, 3> groups = {
    {{"none", GroupBy::none}, {"queue", GroupBy::queue}, {"agent", GroupBy::agent}}};
constexpr std::array<std::pair<std::string_view, bool>, 2> formats = {
    {{"json", false}, {"csv", true}}};

struct KindAndEffort {
  ContactKind kind = ContactKind::any;
  int effort = 0;
};
constexpr std::array<std::pair<std::string_view, KindAndEffort>, 13> kinds = {{
    {"any", {}},
    {"answered", {ContactKind::answered}},
    {"answered_within", {ContactKind::answered_within}},
    {"abandoned", {ContactKind::abandoned}},
    {"abandoned_within", {ContactKind::abandoned_within}},
    {"handled", {ContactKind::handled}},
    {"asked", {ContactKind::asked}},
    {"effort_answered", {ContactKind::effort_answered}},
    {"effort_1", {ContactKind::effort_answered, 1}},
    {"effort_2", {ContactKind::effort_answered, 2}},
    {"effort_3", {ContactKind::effort_answered, 3}},
    {"effort_4", {ContactKind::effort_answered, 4}},
    {"effort_5", {ContactKind::effort_answered, 5}},
}};

void respond_csv(const ExchangeRef& x, const std::string& name, std::string table) {
  net::Response response;
  response.headers = {{"Content-Type", "text/csv; charset=utf-8; header=present"},
                      {"Content-Disposition", "attachment; filename=\"" + name + ".csv\""},
                      {"Cache-Control", "no-store"},
                      {"X-Content-Type-Options", "nosniff"}};
  response.body = std::move(table);
  x->respond(std::move(response));
}

std::optional<Duration> threshold(Query& query) {
  const auto given = query.number("threshold_ms");
  if (!given) return {};
  constexpr std::uint64_t longest_ms = 24ull * 3600 * 1000;
  if (*given < 1 || *given > longest_ms) query.wrong("threshold_ms", "Between 1 ms and one day.");
  return Duration(static_cast<Duration::rep>(*given));
}

void report(const ExchangeRef& x) {
  Query query(x->request);
  app::ReportRequest wanted;
  wanted.report = x->parameter("report");
  const auto from = query.time("from");
  const auto to = query.time("to");
  if (!from) query.wrong("from", "A report needs a beginning.");
  if (!to) query.wrong("to", "A report needs an end.");
  wanted.from = from.value_or(Time());
  wanted.to = to.value_or(Time());
  wanted.interval = minutes(chosen(query, x->request, "interval", intervals_min));
  wanted.group = chosen(query, x->request, "group", groups);
  wanted.queue = query.key<QueueId>("queue");
  wanted.agent = query.key<AgentId>("agent");
  wanted.threshold = threshold(query);
  const bool is_csv = chosen(query, x->request, "format", formats);
  if (query.problem()) return x->fail(*query.problem());
  if (!is_csv) {
    return x->house().reports.report(x->actor, std::move(wanted), x->json<view::Report>());
  }
  x->house().reports.report(x->actor, std::move(wanted), [x](const Result<view::Report>& shown) {
    if (!shown) return x->fail(shown.error());
    respond_csv(x, shown->report, report_csv(*shown));
  });
}

void contacts(const ExchangeRef& x) {
  Query query(x->request);
  ports::ContactQuery wanted;
  wanted.from = query.time("from");
  wanted.to = query.time("to");
  wanted.queue = query.key<QueueId>("queue");
  wanted.agent = query.key<AgentId>("agent");
  const KindAndEffort kind = chosen(query, x->request, "kind", kinds);
  wanted.kind = kind.kind;
  wanted.effort =
      kind.effort > 0 ? kind.effort : static_cast<int>(query.number("effort").value_or(0));
  if (const auto given = threshold(query)) wanted.threshold = *given;
  const bool is_csv = chosen(query, x->request, "format", formats);
  wanted.limit = is_csv ? contacts_of_csv : query.limit();
  wanted.cursor = query.text("cursor");
  if (query.problem()) return x->fail(*query.problem());
  if (!is_csv) {
    return x->house().reports.contacts(x->actor, std::move(wanted), x->json<view::Contacts>());
  }
  x->house().reports.contacts(x->actor, std::move(wanted),
                              [x](const Result<view::Contacts>& shown) {
                                if (!shown) return x->fail(shown.error());
                                respond_csv(x, "contacts", contacts_csv(*shown));
                              });
}

}  // namespace

Routes report_routes() {
  return {
      {"GET", "/api/v1/reports", Asker::user,
       [](const ExchangeRef& x) {
         x->respond_json(200, wire::to_json(x->house().reports.kinds()));
       }},
      {"GET", "/api/v1/reports/contacts", Asker::user, contacts},
      {"GET", "/api/v1/reports/{report}", Asker::user, report},
  };
}

}  // namespace firstline::web
