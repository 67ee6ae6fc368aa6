#include "wire/catalog_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"
#include "wire/bind.hpp"
#include "wire/described/catalog_rules.hpp"
#include "wire/json/write.hpp"

namespace firstline::wire {
namespace {

using catalog::Catalog;
using catalog::EntryPoint;
using catalog::EntryPointKind;

constexpr json::Limits limits = {catalog_bytes, request_depth};

constexpr std::pair<Section, std::string_view> names[] = {
    {Section::queues, "queues"},
    {Section::skills, "skills"},
    {Section::teams, "teams"},
    {Section::agents, "agents"},
    {Section::entry_points, "entry-points"},
    {Section::widgets, "widgets"},
    {Section::canned_replies, "canned-replies"},
    {Section::capacity, "capacity"},
};

template <class T>
struct Items {
  std::optional<std::uint64_t> version;
  std::vector<T> items;
  BOOST_DESCRIBE_CLASS(Items, (), (version, items), (), ())
};

struct Capacity {
  std::optional<std::uint64_t> version;
  catalog::Policy policy;
};
BOOST_DESCRIBE_STRUCT(Capacity, (), (version, policy))

std::vector<EntryPoint> only(const std::vector<EntryPoint>& all, EntryPointKind kind) {
  std::vector<EntryPoint> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some),
               [&](const EntryPoint& one) { return one.kind == kind; });
  return some;
}

template <class Document>
std::string encode(Document document) {
  std::string out;
  json::write<json::Public>(out, document);
  return out;
}

template <class T>
std::string encode_items(const Catalog& catalog, std::vector<T> items) {
  return encode(Items<T>{catalog.version, std::move(items)});
}

// The items of the document; problems when they cannot be read.
template <class T>
void read_items(std::string_view text, std::vector<T>& items, std::vector<Error>& problems) {
  auto document = json::read_text<json::Request, Items<T>>(text, limits, &problems);
  if (document) items = std::move(document->items);
}

void read_widgets(std::string_view text, Catalog& catalog, std::vector<Error>& problems) {
  std::vector<EntryPoint> entry_points;
  read_items(text, entry_points, problems);
  for (std::size_t i = 0; i < entry_points.size(); ++i) {
    if (entry_points[i].kind == EntryPointKind::widget) continue;
    problems.push_back(invalid("request.invalid", "Only widgets stand here.",
                               "items[" + std::to_string(i) + "].kind"));
  }
  // The widgets first, so that the paths of their problems are those of the document.
  for (EntryPoint& other : only(catalog.entry_points, EntryPointKind::phone)) {
    entry_points.push_back(std::move(other));
  }
  catalog.entry_points = std::move(entry_points);
}

void read_section(Section section, std::string_view text, Catalog& catalog,
                  std::vector<Error>& problems) {
  switch (section) {
    case Section::queues:
      return read_items(text, catalog.queues, problems);
    case Section::skills:
      return read_items(text, catalog.skills, problems);
    case Section::teams:
      return read_items(text, catalog.teams, problems);
    case Section::agents:
      return read_items(text, catalog.agents, problems);
    case Section::entry_points:
      return read_items(text, catalog.entry_points, problems);
    case Section::widgets:
      return read_widgets(text, catalog, problems);
    case Section::canned_replies:
      return read_items(text, catalog.canned_replies, problems);
    case Section::capacity: {
      auto document = json::read_text<json::Request, Capacity>(text, limits, &problems);
      if (document) catalog.policy = std::move(document->policy);
      return;
    }
  }
}

// The member of the catalog that the items of this section are.
std::string_view member_of(Section section) {
  switch (section) {
    case Section::queues:
      return "queues";
    case Section::skills:
      return "skills";
    case Section::teams:
      return "teams";
    case Section::agents:
      return "agents";
    case Section::entry_points:
    case Section::widgets:
      return "entry_points";
    case Section::canned_replies:
      return "canned_replies";
    case Section::capacity:
      return "policy";
  }
  FL_CHECK(false && "unknown section");
  return {};
}

// "queues[2].name" of the catalog is "items[2].name" of the document.
void use_paths_of_document(Section section, std::vector<Error>& problems) {
  if (section == Section::capacity) return;  // "policy" stands in the document too
  const std::string_view member = member_of(section);
  for (Error& problem : problems) {
    const bool is_here =
        problem.field.starts_with(member) &&
        (problem.field.size() == member.size() || problem.field[member.size()] == '[');
    if (is_here) problem.field.replace(0, member.size(), "items");
  }
}

}  // namespace

std::optional<Section> section_from_text(std::string_view text) {
  for (const auto& [section, name] : names) {
    if (name == text) return section;
  }
  return {};
}

std::string encode_section(const Catalog& catalog, Section section) {
  switch (section) {
    case Section::queues:
      return encode_items(catalog, catalog.queues);
    case Section::skills:
      return encode_items(catalog, catalog.skills);
    case Section::teams:
      return encode_items(catalog, catalog.teams);
    case Section::agents:
      return encode_items(catalog, catalog.agents);
    case Section::entry_points:
      return encode_items(catalog, catalog.entry_points);
    case Section::widgets:
      return encode_items(catalog, only(catalog.entry_points, EntryPointKind::widget));
    case Section::canned_replies:
      return encode_items(catalog, catalog.canned_replies);
    case Section::capacity:
      return encode(Capacity{catalog.version, catalog.policy});
  }
  FL_CHECK(false && "unknown section");
  return {};
}

SectionChange change_section(const Catalog& catalog, Section section, std::string_view text) {
  SectionChange change{catalog, {}};
  read_section(section, text, change.catalog, change.problems);
  if (!change.problems.empty()) return change;
  change.problems = catalog::problems(change.catalog);
  use_paths_of_document(section, change.problems);
  if (change.problems.size() > problems_listed) change.problems.resize(problems_listed);
  return change;
}

}  // namespace firstline::wire
