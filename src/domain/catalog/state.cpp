#include "domain/catalog/state.hpp"

namespace firstline::catalog {

Result<std::vector<CatalogReplaced>> decide(const Catalog& now, const Replace& replace) {
  if (replace.catalog.version != now.version) {
    return conflict("catalog.changed", "Somebody else changed it meanwhile; look again first.");
  }
  const auto found = problems(replace.catalog);
  if (!found.empty()) return found.front();
  if (replace.catalog == now) return std::vector<CatalogReplaced>{};
  CatalogReplaced event{replace.catalog, replace.by};
  ++event.catalog.version;
  return std::vector<CatalogReplaced>{std::move(event)};
}

}  // namespace firstline::catalog
