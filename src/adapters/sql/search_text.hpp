// Full text in Chinese and in words with spaces between them, for FTS5.
//
// A run of CJK characters becomes its overlapping pairs and its last character ("退款单" -> "退款
// 款单 单"), because Chinese writes no spaces and most of its words have two characters. Everything
// else passes as it is; FTS5's unicode61 tokenizer splits it and takes case and accents away.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firstline::sql {

// Made equal before it is stored or looked for: full-width letters and digits, ASCII case.
std::string fold(std::string_view text);

// What is given to FTS5 for this text.
std::string search_tokens(std::string_view text);

// The FTS5 expression that finds texts with all these words; the last word may go on. Nothing when
// there is no word in it.
std::optional<std::string> search_expression(std::string_view text);

// A name as one token of letters and digits, whatever is in it.
std::string search_scope(std::string_view name);

}  // namespace firstline::sql
