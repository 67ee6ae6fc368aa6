#include "adapters/web/exchange.hpp"

#include "adapters/web/error_response.hpp"
#include "base/log.hpp"

namespace firstline::web {

Exchange::Exchange(net::Request the_request, net::Respond respond)
    : request(std::move(the_request)), respond_(std::move(respond)) {}

Exchange::~Exchange() {
  // A key without an answer must not stay taken; at the end of the process nobody asks again, and
  // the workspace may be gone before the answers it still owed.
  if (kept_ && !kept_->edge.expired()) {
    served->house.idempotency.finish(kept_->scope, kept_->key, 500, {});
  }
}

std::string_view Exchange::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return {};
}

void Exchange::respond(net::Response response) {
  if (!respond_) return;
  if (kept_) {
    served->house.idempotency.finish(
        kept_->scope, kept_->key, response.status,
        response.status < 400 && body_to_keep ? *body_to_keep : response.body);
    kept_.reset();
  }
  for (net::Header& header : extra_headers) response.headers.push_back(std::move(header));
  extra_headers.clear();
  const net::Respond respond = std::move(respond_);
  respond_ = nullptr;
  respond(std::move(response));
}

void Exchange::respond_json(int status, std::string body) {
  net::Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"},
                      {"Cache-Control", "no-store"},
                      {"X-Content-Type-Options", "nosniff"}};
  response.body = std::move(body);
  respond(std::move(response));
}

void Exchange::fail(const Error& error, const std::vector<Error>& problems) {
  if (error.kind == ErrorKind::unavailable || error.kind == ErrorKind::timeout) {
    log::warning("a request could not be answered",
                 {{"method", request.method}, {"path", request.path}, {"code", error.code}});
  }
  respond(error_response(error, problems));
}

app::Answer<app::view::Nothing> Exchange::nothing(int status) {
  return [self = shared_from_this(), status](const Result<app::view::Nothing>& result) {
    if (!result) return self->fail(result.error());
    net::Response response;
    response.status = status;
    response.headers = {{"Cache-Control", "no-store"}};
    self->respond(std::move(response));
  };
}

void Exchange::keep_answer(std::string scope, std::string key, std::weak_ptr<const void> edge) {
  kept_ = Kept{std::move(scope), std::move(key), std::move(edge)};
}

}  // namespace firstline::web
