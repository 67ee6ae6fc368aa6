#include "server/load_config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace firstline::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

class LoadConfigTest : public ::testing::Test {
 protected:
  LoadConfigTest() {
    std::string pattern = (fs::temp_directory_path() / "firstline-config-XXXXXX").string();
    folder = mkdtemp(pattern.data());
  }
  ~LoadConfigTest() override { fs::remove_all(folder); }

  std::string write(const std::string& text) const {
    const std::string path = folder + "/firstline.toml";
    std::ofstream(path) << text;
    return path;
  }
  static std::vector<std::string> problems_of(const LoadedConfig& loaded) {
    std::vector<std::string> lines;
    for (const Problem& problem : loaded.problems) lines.push_back(to_text(problem));
    return lines;
  }

  std::string folder;
};

using LoadConfig = LoadConfigTest;

TEST_F(LoadConfig, ReadsFileVariablesAndArguments) {
  const std::string path = write("data = \"a\"\n[log]\nlevel = \"error\"\n[http]\nlisten=\":1\"\n");
  setenv("FIRSTLINE__HTTP__LISTEN", ":2", 1);
  const auto loaded = load_config({.file = path, .arguments = {{"--data", "data", "b"}}});
  unsetenv("FIRSTLINE__HTTP__LISTEN");
  EXPECT_THAT(problems_of(loaded), ElementsAre());
  EXPECT_EQ(loaded.config.log.level, log::Level::error);
  EXPECT_EQ(loaded.config.http.listen, ":2");
  EXPECT_EQ(loaded.config.data, "b");
}

TEST_F(LoadConfig, SaysThatTheFileIsMissing) {
  EXPECT_THAT(problems_of(load_config({.file = folder + "/other.toml"})),
              ElementsAre(HasSubstr("other.toml: found")));
}

TEST_F(LoadConfig, SaysThatACertificateCannotBeRead) {
  const std::string path =
      write("[http]\ntls_cert = \"/nowhere/c.pem\"\ntls_key = \"/nowhere/k\"\n");
  EXPECT_THAT(problems_of(load_config({.file = path})),
              ElementsAre(HasSubstr("firstline.toml:2: http.tls_cert: found \"/nowhere/c.pem\""),
                          HasSubstr("firstline.toml:3: http.tls_key")));
}

}  // namespace
}  // namespace firstline::server
