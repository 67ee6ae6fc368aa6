#include "adapters/net/multipart.hpp"

#include <gtest/gtest.h>

namespace firstline::net {
namespace {

constexpr std::string_view type = "multipart/form-data; boundary=XX";

std::string part(std::string_view headers, std::string_view content) {
  return "--XX\r\n" + std::string(headers) + "\r\n\r\n" + std::string(content) + "\r\n";
}
std::string field(std::string_view name, std::string_view content) {
  return part("Content-Disposition: form-data; name=\"" + std::string(name) + "\"", content);
}
std::string code_of(std::string_view content_type, std::string_view body,
                    const FormLimits& limits = {}) {
  const auto parts = parse_form(content_type, body, limits);
  return parts ? "" : parts.error().code;
}

TEST(Form, HasFieldsAndFilesInTheirOrder) {
  const std::string body =
      field("note", "hello\r\nworld") +
      part(
          "Content-Disposition: form-data; name=\"file\"; filename=\"a b.png\"\r\n"
          "Content-Type: image/png",
          std::string("\x89PNG\r\n\x1a\n\0--", 11)) +
      "--XX--\r\n";
  const auto parts = parse_form(type, body);
  ASSERT_TRUE(parts) << parts.error().message;
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ((*parts)[0].name, "note");
  EXPECT_EQ((*parts)[0].filename, "");
  EXPECT_EQ((*parts)[0].content, "hello\r\nworld");
  EXPECT_EQ((*parts)[1].name, "file");
  EXPECT_EQ((*parts)[1].filename, "a b.png");
  EXPECT_EQ((*parts)[1].content_type, "image/png");
  EXPECT_EQ((*parts)[1].content, std::string_view("\x89PNG\r\n\x1a\n\0--", 11));
  EXPECT_EQ((*parts)[1].content.data(), body.data() + body.find("\x89PNG"));
}

TEST(Form, MayBeEmptyAndMayHaveEmptyParts) {
  EXPECT_TRUE(parse_form(type, "--XX--")->empty());
  const std::string body = field("empty", "") + "--XX--";
  EXPECT_EQ(parse_form(type, body)->at(0).content, "");
}

TEST(Form, AllowsWhatTheRfcAllows) {
  const std::string body =
      "preamble\r\n--XX \t\r\nContent-Disposition:form-data;name=a\r\n\r\n1\r\n"
      "--XX--  \r\nepilogue --XX";
  const auto parts = parse_form("Multipart/Form-Data; charset=utf-8; Boundary=\"XX\"", body);
  ASSERT_TRUE(parts) << parts.error().message;
  ASSERT_EQ(parts->size(), 1U);
  EXPECT_EQ(parts->at(0).name, "a");
  EXPECT_EQ(parts->at(0).content, "1");
}

TEST(Form, DoesNotMistakeContentForADelimiter) {
  const std::string content = "\r\n--XXY\r\n--X\r\n --XX\r\r\n-XX";
  const std::string body = field("a", content) + "--XX--";
  const auto parts = parse_form(type, body);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->at(0).content, content);
}

TEST(Form, GivesNamesToShowAndNeverPaths) {
  const auto filename_of = [](std::string_view sent) {
    const std::string body =
        part("Content-Disposition: form-data; name=f; filename=\"" + std::string(sent) + "\"",
             "x") +
        "--XX--";
    const auto parts = parse_form(type, body);
    return parts ? parts->at(0).filename : parts.error().code;
  };
  EXPECT_EQ(filename_of("../../etc/passwd"), "passwd");
  EXPECT_EQ(filename_of("C:\\temp\\报告.pdf"), "报告.pdf");
  EXPECT_EQ(filename_of("say %22hi%22.txt"), "say \"hi\".txt");
  EXPECT_EQ(filename_of("say \\\"hi\\\".txt"), "say \"hi\".txt");
  EXPECT_EQ(filename_of("a%0D%0Ab\x01.txt"), "ab.txt");
  EXPECT_EQ(filename_of("100%.txt"), "100%.txt");
  EXPECT_EQ(filename_of(".."), "..");
  EXPECT_EQ(filename_of("caf\xe9"), "multipart.malformed");
}

TEST(Form, NeedsItsContentTypeAndABoundary) {
  for (const char* wrong : {"", "text/plain", "multipart/form-data", "multipart/mixed; boundary=XX",
                            "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a",
                            "multipart/form-data; boundary=a\"b",
                            "multipart/form-data; boundary=\"ends with space \""}) {
    EXPECT_EQ(code_of(wrong, "--XX--"), "multipart.type") << wrong;
  }
  const std::string longest(70, 'b');
  EXPECT_EQ(code_of("multipart/form-data; boundary=" + longest, "--" + longest + "--"), "");
  EXPECT_EQ(code_of("multipart/form-data; boundary=b" + longest, "--b" + longest + "--"),
            "multipart.type");
}

TEST(Form, IsRefusedWhenItIsMalformed) {
  for (const std::string& wrong :
       {std::string(), std::string("no delimiter"), field("a", "1"), std::string("--XX\r\n"),
        std::string("--XX\r\n--XX--"), std::string("--XXContent"),
        part("Content-Disposition: form-data", "1") + "--XX--",
        part("Content-Disposition: form-data; name=\"\"", "1") + "--XX--",
        part("Content-Disposition: form-data; name=\"a", "1") + "--XX--",
        part("Content-Disposition: form-data; name=\"a\"x", "1") + "--XX--",
        part("Content-Disposition: form-data; name", "1") + "--XX--",
        part("Content-Disposition: attachment; name=\"a\"", "1") + "--XX--",
        part("Content-Type: text/plain", "1") + "--XX--", part("no header", "1") + "--XX--",
        part("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64", "1") +
            "--XX--",
        std::string("--XX\r\n\r\nno headers\r\n--XX--")}) {
    EXPECT_EQ(code_of(type, wrong), "multipart.malformed") << wrong;
  }
}

TEST(Form, HasAsManyPartsAsTheLimitAndNotOneMore) {
  std::string body;
  for (int count = 0; count < 8; ++count) body += field("f", "x");
  EXPECT_EQ(parse_form(type, body + "--XX--")->size(), 8U);
  body += field("f", "x");
  EXPECT_EQ(code_of(type, body + "--XX--"), "multipart.too_many_parts");
}

TEST(Form, HasHeadersOfTheLimitAndNotOneByteMore) {
  const std::string disposition = "Content-Disposition: form-data; name=a\r\nFiller: ";
  const auto body_with = [&](std::size_t size) {
    return part(disposition + std::string(size - disposition.size(), 'x'), "1") + "--XX--";
  };
  const FormLimits limits{.max_header_bytes = 100};
  EXPECT_EQ(code_of(type, body_with(100), limits), "");
  EXPECT_EQ(code_of(type, body_with(101), limits), "multipart.header_too_large");
}

}  // namespace
}  // namespace firstline::net
