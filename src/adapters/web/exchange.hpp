// One HTTP request on its way: what was asked, who asks, and how to answer. Use cases answer later,
// so their answers hold a reference; if all are gone without an answer the client gets 500.
//
// Thread: the floor.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/net/http_server.hpp"
#include "adapters/web/houses.hpp"
#include "adapters/web/router.hpp"
#include "app/inbox.hpp"
#include "wire/requests.hpp"
#include "wire/responses.hpp"

namespace firstline::web {

class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(net::Request the_request, net::Respond respond);
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // ---- what was asked; filled before the handler is called ----
  net::Request request;
  PathParameters parameters;
  Served* served = nullptr;  // the workspace: of the user or visitor; null for Asker::anyone
  app::Actor actor;          // Asker::user
  std::string session;       // Asker::user: the inner token
  app::Visitor visitor;      // Asker::visitor

  std::string_view parameter(std::string_view name) const;  // of the path
  app::House& house() const { return served->house; }

  // The body as this struct; with a parameter's name, its first member stands in the path. Nothing
  // when it is wrong: then the answer has been given.
  template <class Request>
  std::optional<Request> read() {
    return given(wire::parse<Request>(request.body));
  }
  template <class Request>
  std::optional<Request> read(std::string_view parameter_name) {
    return given(wire::parse<Request>(request.body, parameter(parameter_name)));
  }
  template <class T>
  std::optional<T> given(Result<T> result) {
    if (result) return std::move(*result);
    fail(result.error());
    return std::nullopt;
  }

  // ---- answering; the first answer counts ----

  void respond(net::Response response);
  void respond_json(int status, std::string body);
  void fail(const Error& error, const std::vector<Error>& problems = {});

  // What a use case calls.
  template <class View>
  app::Answer<View> json(int status = 200) {
    return [self = shared_from_this(), status](Result<View> result) {
      if (!result) return self->fail(result.error());
      self->respond_json(status, wire::to_json(*result));
    };
  }
  app::Answer<app::view::Nothing> nothing(int status = 204);

  // ---- Idempotency-Key ----

  // The answer will be kept under this key of this user; call before the handler. `edge` lives as
  // long as the workspaces may be talked to.
  void keep_answer(std::string scope, std::string key, std::weak_ptr<const void> edge);
  // This answer says a secret once: what is kept in its place and given to whoever asks again.
  std::optional<std::string> body_to_keep;

  // Added to every answer.
  std::vector<net::Header> extra_headers;

 private:
  struct Kept {
    std::string scope;
    std::string key;
    std::weak_ptr<const void> edge;
  };

  net::Respond respond_;
  std::optional<Kept> kept_;
};

}  // namespace firstline::web
