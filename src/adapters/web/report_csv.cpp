#include "adapters/web/report_csv.hpp"

#include "adapters/web/csv.hpp"
#include "wire/words.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;

void add(Csv& csv, const std::optional<Time>& time) {
  if (time) {
    csv.text(to_rfc3339(*time));
  } else {
    csv.empty();
  }
}

void add(Csv& csv, Duration duration) { csv.number(static_cast<double>(duration.count())); }

}  // namespace

std::string report_csv(const view::Report& report) {
  std::vector<std::string> columns = {"from", "to", "queue", "agent"};
  // Every cell of a report has the same figures; the formulas say in which order they are read.
  for (const view::Formula& formula : report.formulas) columns.push_back(formula.id);
  std::vector<std::string> counts;
  if (!report.items.empty()) {
    for (const auto& [name, count] : report.items.front().counts) counts.push_back(name);
  }
  columns.insert(columns.end(), counts.begin(), counts.end());

  Csv csv(columns);
  for (const view::ReportCell& cell : report.items) {
    csv.text(to_rfc3339(cell.from)).text(to_rfc3339(cell.to));
    csv.text(cell.queue.text).text(cell.agent.text);
    for (const view::Formula& formula : report.formulas) {
      const auto value = cell.values.find(formula.id);
      if (value != cell.values.end() && value->second) {
        csv.number(*value->second);
      } else {
        csv.empty();
      }
    }
    for (const std::string& name : counts) {
      const auto count = cell.counts.find(name);
      csv.number(count == cell.counts.end() ? 0 : static_cast<double>(count->second));
    }
    csv.end_row();
  }
  return csv.take();
}

std::string contacts_csv(const view::Contacts& contacts) {
  Csv csv({"conversation", "work", "customer", "queue", "agent", "enqueued_at", "answered_at",
           "ended_at", "wait_ms", "talk_ms", "wrap_up_ms", "attention_ms", "outcome", "effort"});
  for (const view::Contact& contact : contacts.items) {
    csv.text(to_text(contact.conversation)).text(to_text(contact.work));
    csv.text(to_text(contact.customer)).text(contact.queue.text).text(contact.agent.text);
    add(csv, contact.enqueued_at);
    add(csv, contact.answered_at);
    add(csv, contact.ended_at);
    add(csv, contact.wait);
    add(csv, contact.talk);
    add(csv, contact.wrap_up);
    add(csv, contact.attention);
    csv.text(contact.outcome ? wire::word_of(*contact.outcome) : std::string_view());
    if (contact.effort > 0) {
      csv.number(contact.effort);
    } else {
      csv.empty();
    }
    csv.end_row();
  }
  return csv.take();
}

}  // namespace firstline::web
