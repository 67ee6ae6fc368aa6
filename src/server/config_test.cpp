#include "server/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/config_fields.hpp"

namespace firstline::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

LoadedConfig read(const std::string& text, Pairs environment = {},
                  std::vector<ConfigSources::Argument> arguments = {}) {
  return read_config({.file_name = "firstline.toml",
                      .file_text = text,
                      .environment = std::move(environment),
                      .arguments = std::move(arguments)});
}

std::vector<std::string> problems_of(const LoadedConfig& loaded) {
  std::vector<std::string> lines;
  for (const Problem& problem : loaded.problems) lines.push_back(to_text(problem));
  return lines;
}

TEST(Config, IsCompleteWhenNobodySaysAnything) {
  const auto loaded = read("");
  EXPECT_THAT(problems_of(loaded), IsEmpty());
  EXPECT_EQ(loaded.config.data, "/var/lib/firstline");
  EXPECT_EQ(loaded.config.http.listen, "127.0.0.1:8080");
  EXPECT_EQ(store_path(loaded.config), "/var/lib/firstline/firstline.db");
}

TEST(Config, TakesEverythingThatExistsFromTheFile) {
  const auto loaded = read(R"(
data = "var"
[http]
listen = "[::1]:0"
public_url = "https://chat.shop.test/"
tls_cert = "cert.pem"
tls_key = "key.pem"
trusted_proxies = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"]
[sip]
listen = ":5060"
tls_listen = "localhost:5061"
public_address = "203.0.113.7"
rtp = "30000-30999"
[store]
url = "sqlite:/srv/floor.db"
[cluster]
node = "a"
[limits]
max_connections = 10
max_header_bytes = 1024
max_body_bytes = 16384
max_file_bytes = 1024
max_frame_bytes = 4096
max_queued_bytes = 65536
message_characters = 1
visitor_messages_per_10s = 1
[log]
level = "debug"
format = "json"
[mail]
url = "smtp://mail.shop.test:587"
from = "Shop <no-reply@shop.test>"
user = "u"
password = "p"
tls = "none"
ca_cert = "ca.pem"
)");
  EXPECT_THAT(problems_of(loaded), IsEmpty());
  const Config& config = loaded.config;
  EXPECT_EQ(config.http.public_url, "https://chat.shop.test");
  EXPECT_THAT(config.http.trusted_proxies, ElementsAre("127.0.0.1", "10.0.0.0/8", "fd00::/8"));
  EXPECT_EQ(config.sip.rtp, "30000-30999");
  EXPECT_EQ(store_path(config), "/srv/floor.db");
  EXPECT_EQ(config.limits.max_connections, 10u);
  EXPECT_EQ(config.log.level, log::Level::debug);
  EXPECT_EQ(config.log.format, local::LogFormat::json);
  EXPECT_EQ(config.mail.tls, MailTls::none);
  EXPECT_EQ(config.mail.ca_cert, "ca.pem");
}

TEST(Config, IsOverriddenByTheEnvironmentAndThatByTheCommandLine) {
  const std::string file = "data = \"a\"\n[http]\nlisten = \":1\"\n[log]\nlevel = \"error\"\n";
  const Pairs environment = {{"FIRSTLINE__HTTP__LISTEN", ":2"},
                             {"FIRSTLINE__DATA", "b"},
                             {"FIRSTLINE__LIMITS__MAX_CONNECTIONS", "77"},
                             {"FIRSTLINE__HTTP__TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"}};
  const auto loaded = read(file, environment, {{"--http", "http.listen", ":3"}});
  EXPECT_THAT(problems_of(loaded), IsEmpty());
  EXPECT_EQ(loaded.config.http.listen, ":3");
  EXPECT_EQ(loaded.config.data, "b");
  EXPECT_EQ(loaded.config.log.level, log::Level::error);
  EXPECT_EQ(loaded.config.limits.max_connections, 77u);
  EXPECT_THAT(loaded.config.http.trusted_proxies, ElementsAre("10.0.0.1", "10.0.0.2"));
}

TEST(Config, NamesFileLineKeyWhatWasFoundAndWhatIsAllowed) {
  EXPECT_THAT(problems_of(read("\n\n[log]\nlevel = \"loud\"\n")),
              ElementsAre("firstline.toml:4: log.level: found \"loud\"; "
                          "allowed: debug, info, warning or error"));
}

TEST(Config, TellsEverythingThatIsWrongAtOnce) {
  const auto loaded = read("[http]\nlisten = 8080\n[limits]\nmax_connections = 9\n",
                           {{"FIRSTLINE__LOG__FORMAT", "xml"}}, {{"--rtp", "sip.rtp", "1-2"}});
  EXPECT_THAT(problems_of(loaded),
              ElementsAre(HasSubstr("firstline.toml:2: http.listen: found 8080"),
                          HasSubstr("firstline.toml:4: limits.max_connections: found 9; allowed: a "
                                    "number from 10 to 1000000"),
                          HasSubstr("FIRSTLINE__LOG__FORMAT: log.format: found \"xml\""),
                          HasSubstr("--rtp: sip.rtp: found \"1-2\"")));
}

TEST(Config, AsksWhetherAnUnknownKeyWasMeantOtherwise) {
  EXPECT_THAT(problems_of(read("[http]\nlisen = \":1\"\n")),
              ElementsAre("firstline.toml:2: http.lisen: found no such key; did you mean "
                          "http.listen?"));
  EXPECT_THAT(problems_of(read("[htpp]\nlisten = \":1\"\n")),
              ElementsAre(HasSubstr("did you mean http.listen?")));
  EXPECT_THAT(problems_of(read("listen = \":1\"\n")),
              ElementsAre(HasSubstr("did you mean http.listen?")));
  EXPECT_THAT(problems_of(read("", {{"FIRSTLINE__LOG__LEVLE", "info"}})),
              ElementsAre("FIRSTLINE__LOG__LEVLE: log.levle: found no such key; did you mean "
                          "log.level?"));
}

TEST(Config, ListsWhatExistsWhenNothingIsNear) {
  EXPECT_THAT(problems_of(read("[log]\ncolourful = true\n")),
              ElementsAre(HasSubstr("allowed: log.level, log.format")));
  EXPECT_THAT(problems_of(read("[paint]\ncolour = 1\n")),
              ElementsAre(HasSubstr("allowed: data, [cluster], [http]")));
  EXPECT_THAT(problems_of(read("[paint]\n")), ElementsAre(HasSubstr("firstline.toml:1: paint")));
}

TEST(Config, SaysClearlyWhatIsNotInThisVersion) {
  EXPECT_THAT(problems_of(read("[store]\nurl = \"postgres://db/firstline\"\n")),
              ElementsAre(HasSubstr("PostgreSQL is not in this version")));
  EXPECT_THAT(problems_of(read("[cluster]\nnats = \"nats://a\"\n")),
              ElementsAre(HasSubstr("not in this version")));
  EXPECT_THAT(problems_of(read("[trunks.main]\nhost = \"a\"\n")),
              ElementsAre(HasSubstr("not in this version")));
}

TEST(Config, HasOneProblemWhenTheFileIsNoToml) {
  const auto loaded = read("[http]\nlisten = \n");
  ASSERT_EQ(loaded.problems.size(), 1u);
  EXPECT_THAT(to_text(loaded.problems[0]), HasSubstr("firstline.toml:2: found "));
}

TEST(Config, NeverShowsASecret) {
  const auto loaded = read("[mail]\npassword = 12345\n", {{"FIRSTLINE__MAIL__PASSWORD", "a\nb"}});
  ASSERT_EQ(loaded.problems.size(), 2u);
  for (const Problem& problem : loaded.problems) EXPECT_EQ(problem.found, "(hidden)");
}

TEST(Config, RefusesWhatContradictsItself) {
  EXPECT_THAT(
      problems_of(read("[http]\ntls_cert = \"c.pem\"\n")),
      ElementsAre(HasSubstr("firstline.toml:2: http.tls_cert: found a certificate without")));
  EXPECT_THAT(problems_of(read("[mail]\nurl = \"smtp://a\"\n")),
              ElementsAre(HasSubstr("mail.url: found no mail.from")));
  EXPECT_THAT(
      problems_of(read("[mail]\nurl=\"smtps://a\"\nfrom=\"a@b\"\ntls=\"none\"\nuser=\"u\"\n")),
      ElementsAre(HasSubstr("mail.user: found no mail.password"),
                  HasSubstr("mail.tls: found \"none\"")));
}

class Allowed : public ::testing::Test {
 protected:
  static bool is_allowed(const std::string& key, const std::string& value) {
    return read("", {}, {{"--x", key, value}}).problems.empty();
  }
};

TEST_F(Allowed, AreAddressesWithAPort) {
  for (const char* good :
       {"127.0.0.1:8080", "0.0.0.0:0", "[::]:65535", "[::1]:1", ":80", "localhost:8080"}) {
    EXPECT_TRUE(is_allowed("http.listen", good)) << good;
  }
  for (const char* bad :
       {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:80", "[127.0.0.1]:80",
        "[::1:80", "host:80", "1.2.3:80", ":80 ", ":-1", "[]:1", "[:1"}) {
    EXPECT_FALSE(is_allowed("http.listen", bad)) << bad;
  }
}

TEST_F(Allowed, ArePublicAddressesWithoutAPath) {
  for (const char* good : {"", "http://localhost:8080", "https://chat.shop.test",
                           "https://chat.shop.test/", "https://[::1]:8443", "https://[::1]"}) {
    EXPECT_TRUE(is_allowed("http.public_url", good)) << good;
  }
  for (const char* bad : {"chat.shop.test", "https://", "https://a/b", "ftp://a", "https://a:b",
                          "https://u:p@a", "https://a b", "https://[::1", "https://[x]:1"}) {
    EXPECT_FALSE(is_allowed("http.public_url", bad)) << bad;
  }
}

TEST_F(Allowed, AreProxiesByAddressOrBlock) {
  for (const char* good : {"", "10.0.0.1", "10.0.0.0/8,::1/128", "0.0.0.0/0"}) {
    EXPECT_TRUE(is_allowed("http.trusted_proxies", good)) << good;
  }
  for (const char* bad : {"proxy", "10.0.0.0/33", "10.0.0.0/", "::1/129", "10.0.0.1,,"}) {
    EXPECT_FALSE(is_allowed("http.trusted_proxies", bad)) << bad;
  }
}

TEST_F(Allowed, AreNumbersWithinTheirLimits) {
  for (const char* good : {"10", "1000000"}) {
    EXPECT_TRUE(is_allowed("limits.max_connections", good)) << good;
  }
  for (const char* bad : {"9", "1000001", "-1", "1e3", "10 ", "", "99999999999999999999"}) {
    EXPECT_FALSE(is_allowed("limits.max_connections", bad)) << bad;
  }
}

TEST(ConfigFields, HaveDefaultsThatAreAllowed) {
  for (const ConfigField& field : config_fields()) {
    EXPECT_FALSE(field.allowed.empty()) << field.key;
  }
  EXPECT_THAT(contradictions(Config{}), IsEmpty());
}

TEST(ConfigFile, IsReadWhole) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("firstline-config-" + std::to_string(getpid()) + ".toml");
  std::ofstream(path) << "data = \"x\"\n";
  const auto text = read_config_file(path.string());
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, "data = \"x\"\n");
  std::ofstream(path) << std::string(1024 * 1024 + 1, '#');
  EXPECT_FALSE(read_config_file(path.string()));
  std::filesystem::remove(path);
  EXPECT_FALSE(read_config_file(path.string()));
  EXPECT_FALSE(read_config_file(std::filesystem::temp_directory_path().string()));
}

TEST(ConfigEnvironment, IsWhatBeginsWithFirstline) {
  setenv("FIRSTLINE__LOG__LEVEL", "error", 1);
  setenv("FIRSTLINE_OTHER", "x", 1);
  EXPECT_THAT(firstline_environment(), ::testing::Contains(std::pair<std::string, std::string>(
                                           "FIRSTLINE__LOG__LEVEL", "error")));
  for (const auto& [name, value] : firstline_environment()) EXPECT_NE(name, "FIRSTLINE_OTHER");
  unsetenv("FIRSTLINE__LOG__LEVEL");
  unsetenv("FIRSTLINE_OTHER");
}

}  // namespace
}  // namespace firstline::server
