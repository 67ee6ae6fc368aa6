// The catalog in force, as events made it.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/catalog.hpp"

namespace firstline::catalog {

// The whole new catalog; its version is one more than that of the one it replaces.
struct CatalogReplaced {
  Catalog catalog;
  UserId by;
  friend bool operator==(const CatalogReplaced&, const CatalogReplaced&) = default;
};

struct Replace {
  Catalog catalog;  // .version: the one this change was made from
  UserId by;
};

// Errors: conflict "catalog.changed" when somebody else was faster; the first of problems().
Result<std::vector<CatalogReplaced>> decide(const Catalog& now, const Replace& replace);

}  // namespace firstline::catalog
