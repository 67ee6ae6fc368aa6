// Files of people inside. Visitors' are in widget_routes.cpp.
#include "adapters/web/content_disposition.hpp"
#include "adapters/web/exchange.hpp"
#include "adapters/web/routes.hpp"
#include "adapters/web/uploads.hpp"

namespace firstline::web {
namespace {

void upload(const ExchangeRef& x) {
  auto file = x->given(uploaded_file(x->request));
  if (!file) return;
  x->request.body.clear();
  x->house().attachments.upload({std::move(file->name), std::move(file->bytes), {}, x->actor.user},
                                x->json<app::view::Attachment>(201));
}

void download(const ExchangeRef& x) {
  x->house().attachments.open(
      FileId(x->parameter("file")), {}, [x](const Result<app::Attachments::Stored>& stored) {
        if (!stored) return x->fail(stored.error());
        net::Response response = file_response(stored->row, stored->path);
        response.headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
        x->respond(std::move(response));
      });
}

}  // namespace

Routes file_routes() {
  return {{"POST", "/api/v1/files", Asker::user, upload},
          {"GET", "/api/v1/files/{file}", Asker::user, download}};
}

}  // namespace firstline::web
