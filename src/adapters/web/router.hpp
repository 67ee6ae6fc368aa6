// Method and path to handler. A pattern is literal segments and {parameters}; a literal beats a
// parameter. Built once; finding is a walk over the few patterns of the same length.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstline::web {

class Exchange;
using ExchangeRef = std::shared_ptr<Exchange>;

// Who may ask. What they may do there is for the use cases to say.
enum class Asker {
  anyone,
  user,     // somebody signed in
  visitor,  // a customer with a token
};

struct Route {
  std::string method;
  std::string pattern;  // "/api/v1/offers/{offer}/accept"
  Asker asker = Asker::user;
  std::function<void(const ExchangeRef&)> handle;
};

using PathParameters = std::vector<std::pair<std::string, std::string>>;

class Router {
 public:
  explicit Router(std::vector<Route> routes);

  struct Found {
    const Route* route = nullptr;  // null: no such path, or not with this method
    PathParameters parameters;
    std::string allowed;  // "GET, HEAD, PUT" when only the method is wrong
  };
  // HEAD finds what GET finds.
  Found find(std::string_view method, std::string_view path) const;

  std::vector<const Route*> all() const;

 private:
  struct Entry {
    Route route;
    std::vector<std::string> segments;  // of the pattern; a parameter is "{name}"
    std::size_t literals = 0;
  };

  std::vector<std::vector<Entry>> by_length_;
};

}  // namespace firstline::web
