// The catalog as people read and write it, one section at a time: {"version":4,"items":[…]}, and
// {"version":4,"policy":{…}} for the capacity. Pure functions; may be called on any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/catalog.hpp"

namespace firstline::wire {

enum class Section {
  queues,
  skills,
  teams,
  agents,
  entry_points,
  widgets,  // the entry points that are widgets
  canned_replies,
  capacity,  // the policy
};

// As it stands in addresses: "entry-points".
std::optional<Section> section_from_text(std::string_view text);

std::string encode_section(const catalog::Catalog& catalog, Section section);

// The catalog with this section replaced by the items of the document; its version stays, the
// document's own "version" is not looked at (If-Match says what the change was made from).
// Everything that is wrong is in `problems`, then the catalog means nothing: what cannot be read
// first, else what the catalog as a whole would not accept (catalog::problems), with paths as they
// stand in this document ("items[2].ring_time_ms") where the section is to blame, and otherwise as
// they stand in the catalog ("agents[0].queues[1]").
struct SectionChange {
  catalog::Catalog catalog;
  std::vector<Error> problems;
};
SectionChange change_section(const catalog::Catalog& catalog, Section section,
                             std::string_view json);

}  // namespace firstline::wire
