#include "adapters/web/content_disposition.hpp"

#include <gtest/gtest.h>

namespace firstline::web {
namespace {

TEST(ContentDisposition, NamesAPlainFileOnce) {
  EXPECT_EQ(content_disposition(false, "pole.jpg"), "attachment; filename=\"pole.jpg\"");
  EXPECT_EQ(content_disposition(true, "my pole.jpg"), "inline; filename=\"my pole.jpg\"");
}

TEST(ContentDisposition, NamesAnyOtherFileInBothForms) {
  EXPECT_EQ(content_disposition(false, "退款.pdf"),
            "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E9%80%80%E6%AC%BE.pdf");
}

TEST(ContentDisposition, LetsNoNameEndItsQuotes) {
  const std::string value = content_disposition(false, "a\"; x=\"b\r\nSet-Cookie: c.txt");
  EXPECT_EQ(value.find('\r'), std::string::npos);
  EXPECT_EQ(value.find("x=\"b"), std::string::npos);
}

TEST(ContentDisposition, ShowsInPlaceOnlyWhatIsDrawn) {
  for (const char* type : {"image/png", "image/jpeg", "image/gif", "image/webp"}) {
    EXPECT_TRUE(may_be_inline(type)) << type;
  }
  for (const char* type : {"image/svg+xml", "text/html", "application/pdf", "text/plain", ""}) {
    EXPECT_FALSE(may_be_inline(type)) << type;
  }
}

}  // namespace
}  // namespace firstline::web
