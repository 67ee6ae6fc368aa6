// The Archive half of MemoryStore: everything is in memory, so questions are answered by looking
// at all of it.
#include <algorithm>
#include <functional>
#include <tuple>

#include "base/text.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/memory_views.hpp"

namespace firstline::testing {
namespace {

template <class Map, class Key>
auto found(const Map& map, const Key& key) {
  const auto it = map.find(key);
  return it == map.end() ? std::optional<typename Map::mapped_type>()
                         : std::optional<typename Map::mapped_type>(it->second);
}

bool is_within(Time at, const std::optional<Time>& from, const std::optional<Time>& to) {
  return (!from || at >= *from) && (!to || at < *to);
}

// The page after the item that `cursor` names. `name_of` is unique.
template <class T>
ports::Page<T> page(std::vector<T> all, std::size_t limit, const std::string& cursor,
                    const std::function<std::string(const T&)>& name_of) {
  auto begin = all.begin();
  if (!cursor.empty()) {
    begin = std::find_if(all.begin(), all.end(),
                         [&](const T& item) { return name_of(item) == cursor; });
    if (begin != all.end()) ++begin;
  }
  const auto left = static_cast<std::size_t>(all.end() - begin);
  const auto end = begin + static_cast<std::ptrdiff_t>(std::min(limit, left));
  ports::Page<T> answer{std::vector<T>(begin, end), {}};
  if (left > limit) answer.next = name_of(answer.items.back());
  return answer;
}

bool is_of(const ports::ContactLine& contact, const ports::ContactQuery& query) {
  const auto at = counts_at(contact);
  if (!at || !is_within(*at, query.from, query.to)) return false;
  if (query.queue && contact.queue != query.queue) return false;
  if (query.agent && contact.agent != query.agent) return false;
  if (query.effort > 0 && contact.effort != query.effort) return false;
  const metrics::Counts counts = counts_of(contact, query.threshold);
  switch (query.kind) {
    case ports::ContactKind::any:
      return true;
    case ports::ContactKind::answered:
      return counts.answered > 0;
    case ports::ContactKind::answered_within:
      return counts.answered_within > 0;
    case ports::ContactKind::abandoned:
      return counts.abandoned > 0;
    case ports::ContactKind::abandoned_within:
      return counts.abandoned_within > 0;
    case ports::ContactKind::handled:
      return counts.handled > 0;
    case ports::ContactKind::asked:
      return counts.asked > 0;
    case ports::ContactKind::effort_answered:
      return contact.effort > 0;
  }
  return false;
}

bool is_of(const ports::ConversationLine& line, const ports::ConversationQuery& query) {
  if (query.phase && (*query.phase == conversation::Phase::open) == line.closed_at.has_value()) {
    return false;
  }
  return (!query.id || line.conversation == query.id) &&
         (!query.queue || line.queue == query.queue) &&
         (!query.agent || line.agent == query.agent) &&
         (!query.customer || line.customer == query.customer) &&
         is_within(line.opened_at, query.from, query.to);
}

// All words of the search, each somewhere in one of the texts; good enough to agree with an index
// on texts without traps.
bool has_words(const std::vector<std::string>& texts, const std::string& search) {
  return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
    const std::string lower = ascii_lower(text);
    std::string word;
    for (char c : ascii_lower(search) + " ") {
      if (c != ' ') {
        word += c;
      } else if (lower.find(std::exchange(word, {})) == std::string::npos) {
        return false;
      }
    }
    return true;
  });
}

Duration threshold_of(const ports::ReportQuery& query, const QueueId& queue) {
  if (query.threshold > Duration(0)) return query.threshold;
  for (const auto& [id, target] : query.targets) {
    if (id == queue) return target;
  }
  return Duration(-1);  // nothing is within
}

}  // namespace

void MemoryStore::messages(WorkspaceId workspace, ports::MessageQuery query,
                           ports::Done<ports::Messages> done) {
  const MemoryRows& rows = rows_[workspace];
  std::vector<ports::MessageRow> all;
  for (const auto& [key, row] : rows.messages) {
    const bool is_wanted =
        row.conversation == query.conversation && row.seq > query.after.value_or(0) &&
        (query.before == 0 || row.seq < query.before) &&
        (!query.is_public_only || row.visibility == conversation::Visibility::everyone);
    if (is_wanted) all.push_back(row);
  }
  ports::Messages page_found;
  page_found.has_more = all.size() > query.limit;
  if (page_found.has_more && query.after) all.resize(query.limit);
  if (page_found.has_more && !query.after) {
    all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(query.limit));
  }
  for (const ports::MessageRow& row : all) {
    for (const FileId& id : row.attachments) {
      if (auto file = found(rows.files, id)) page_found.files.push_back(*file);
    }
  }
  page_found.items = std::move(all);
  answer(done, std::move(page_found));
}

void MemoryStore::customer(WorkspaceId workspace, CustomerId id,
                           ports::Done<std::optional<ports::CustomerRow>> done) {
  answer(done, found(rows_[workspace].customers, id));
}

void MemoryStore::customer_by_external_id(WorkspaceId workspace, std::string external_id,
                                          ports::Done<std::optional<ports::CustomerRow>> done) {
  std::optional<ports::CustomerRow> first;
  for (const auto& [id, row] : rows_[workspace].customers) {
    if (!first && !external_id.empty() && row.external_id == external_id) first = row;
  }
  answer(done, std::move(first));
}

void MemoryStore::customers(WorkspaceId workspace, ports::CustomerQuery query,
                            ports::Done<ports::Page<ports::CustomerRow>> done) {
  const MemoryRows& rows = rows_[workspace];
  std::vector<ports::CustomerRow> all;
  if (!query.ids.empty()) {
    for (CustomerId id : query.ids) {
      if (auto row = found(rows.customers, id)) all.push_back(std::move(*row));
    }
    answer(done, ports::Page<ports::CustomerRow>{std::move(all), {}});
    return;
  }
  const std::string text = ascii_lower(query.text);
  for (const auto& [id, row] : rows.customers) {
    if (ascii_lower(row.name).starts_with(text) || row.external_id == query.text) {
      all.push_back(row);
    }
  }
  std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
    if (query.text.empty()) return a.id > b.id;
    const auto order = [&](const ports::CustomerRow& row) {
      return std::tuple(row.external_id != query.text, ascii_lower(row.name), row.id);
    };
    return order(a) < order(b);
  });
  answer(done, page<ports::CustomerRow>(std::move(all), query.limit, query.cursor,
                                        [](const auto& row) { return to_text(row.id); }));
}

void MemoryStore::file(WorkspaceId workspace, FileId id,
                       ports::Done<std::optional<ports::FileRow>> done) {
  answer(done, found(rows_[workspace].files, id));
}

void MemoryStore::notes(WorkspaceId workspace, CustomerId customer,
                        ports::Done<std::vector<ports::NoteRow>> done) {
  std::vector<ports::NoteRow> list;
  for (const ports::NoteRow& row : rows_[workspace].notes) {
    if (row.customer == customer) list.push_back(row);
  }
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return std::tie(a.at, a.id) < std::tie(b.at, b.id);
  });
  answer(done, std::move(list));
}

void MemoryStore::draft(WorkspaceId workspace, ConversationId conversation, UserId user,
                        ports::Done<std::optional<ports::DraftRow>> done) {
  answer(done, found(rows_[workspace].drafts, std::pair(conversation, user)));
}

void MemoryStore::survey(WorkspaceId workspace, ConversationId conversation,
                         ports::Done<std::optional<ports::SurveyRow>> done) {
  answer(done, found(rows_[workspace].surveys, conversation));
}

void MemoryStore::audit(WorkspaceId workspace, ports::AuditQuery query,
                        ports::Done<ports::Page<ports::AuditRow>> done) {
  std::vector<ports::AuditRow> all;
  for (const auto& [key, row] : rows_[workspace].audit) {
    const bool is_wanted = (!query.who || row.who == query.who) &&
                           (query.what.empty() || row.what == query.what) &&
                           is_within(row.at, query.from, query.to);
    if (is_wanted) all.insert(all.begin(), row);
  }
  answer(done, page<ports::AuditRow>(std::move(all), query.limit, query.cursor,
                                     [](const auto& row) { return row.id; }));
}

void MemoryStore::records(WorkspaceId workspace, std::uint64_t since, std::size_t limit,
                          ports::Done<std::vector<ports::Record>> done) {
  const auto& all = rows_[workspace].records;
  const std::size_t begin = std::min<std::size_t>(since, all.size());
  const std::size_t size = std::min(limit, all.size() - begin);
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(begin);
  answer(done, std::vector<ports::Record>(first, first + static_cast<std::ptrdiff_t>(size)));
}

void MemoryStore::conversations(WorkspaceId workspace, ports::ConversationQuery query,
                                ports::Done<ports::Page<ports::ConversationLine>> done) {
  const MemoryViews views = views_of(rows_[workspace]);
  std::vector<ports::ConversationLine> all;
  for (const auto& [id, line] : views.conversations) {
    if (!is_of(line, query)) continue;
    if (!query.text.empty()) {
      const auto texts = found(views.texts, id);
      if (!texts || !has_words(*texts, query.text)) continue;
    }
    all.push_back(line);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tie(a.opened_at, a.conversation) > std::tie(b.opened_at, b.conversation);
  });
  answer(done, page<ports::ConversationLine>(
                   std::move(all), query.limit, query.cursor,
                   [](const auto& line) { return to_text(line.conversation); }));
}

void MemoryStore::contacts(WorkspaceId workspace, ports::ContactQuery query,
                           ports::Done<ports::Page<ports::ContactLine>> done) {
  std::vector<ports::ContactLine> all;
  for (const auto& [id, contact] : views_of(rows_[workspace]).contacts) {
    if (is_of(contact, query)) all.push_back(contact);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::pair(counts_at(a), a.work) > std::pair(counts_at(b), b.work);
  });
  answer(done, page<ports::ContactLine>(std::move(all), query.limit, query.cursor,
                                        [](const auto& contact) { return to_text(contact.work); }));
}

void MemoryStore::report(WorkspaceId workspace, ports::ReportQuery query,
                         ports::Done<std::vector<ports::ReportRow>> done) {
  std::map<std::tuple<Time, QueueId, AgentId>, metrics::Counts> cells;
  for (const auto& [id, contact] : views_of(rows_[workspace]).contacts) {
    const auto at = counts_at(contact);
    if (!at || !is_within(*at, query.from, query.to)) continue;
    if (query.queue && contact.queue != query.queue) continue;
    if (query.agent && contact.agent != query.agent) continue;
    if (query.group == ports::GroupBy::agent && !contact.agent) continue;
    const bool is_whole = query.interval == Duration(0);
    const Time from =
        is_whole ? query.from : query.from + (*at - query.from) / query.interval * query.interval;
    const QueueId queue = query.group == ports::GroupBy::queue ? contact.queue : QueueId();
    const AgentId agent = query.group == ports::GroupBy::agent ? contact.agent : AgentId();
    cells[{from, queue, agent}] += counts_of(contact, threshold_of(query, contact.queue));
  }
  std::vector<ports::ReportRow> rows;
  for (const auto& [cell, counts] : cells) {
    const auto& [from, queue, agent] = cell;
    const Time to =
        query.interval == Duration(0) ? query.to : std::min(from + query.interval, query.to);
    rows.push_back({from, to, queue, agent, counts});
  }
  answer(done, std::move(rows));
}

void MemoryStore::recent_waits(WorkspaceId workspace, QueueId queue, Time since,
                               ports::Done<std::vector<Duration>> done) {
  std::vector<Duration> waits;
  for (const auto& [id, contact] : views_of(rows_[workspace]).contacts) {
    if (contact.queue == queue && contact.answered_at && *contact.answered_at >= since) {
      waits.push_back(contact.wait);
    }
  }
  std::sort(waits.begin(), waits.end());
  answer(done, std::move(waits));
}

}  // namespace firstline::testing
