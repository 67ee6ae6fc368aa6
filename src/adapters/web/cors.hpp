// Answers that pages of other origins may read (Fetch standard, "CORS protocol"); without
// credentials, so a cookie never counts.
#pragma once

#include <string_view>

#include "adapters/web/exchange.hpp"

namespace firstline::web {

// The page that asks may read the answer to come.
void allow_origin(Exchange& exchange);

void answer_preflight(const ExchangeRef& exchange, bool is_allowed);

// May the page that asks use any widget at all? For requests that do not say whose they are.
bool may_embed_any(const Houses& houses, const net::Request& request,
                   std::string_view public_origin);

}  // namespace firstline::web
