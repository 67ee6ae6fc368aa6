#include "adapters/local/tar.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace firstline::local {
namespace {

namespace fs = std::filesystem;

class TarTest : public ::testing::Test {
 protected:
  TarTest() {
    std::string pattern = (fs::temp_directory_path() / "firstline-tar-XXXXXX").string();
    folder = mkdtemp(pattern.data());
  }
  ~TarTest() override { fs::remove_all(folder); }

  std::string file(const std::string& name, const std::string& bytes = {}) const {
    const std::string path = folder + "/" + name;
    if (!bytes.empty()) std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  std::string pack(const std::string& name = "a.tar") const {
    const std::string path = file(name);
    auto writer = TarWriter::create(path, time_from_ms(1'700'000'000'000));
    EXPECT_TRUE(writer) << writer.error().message;
    EXPECT_TRUE(writer->add_text("empty", ""));
    EXPECT_TRUE(writer->add_text("files/demo/ab/abc", "hello"));
    EXPECT_TRUE(writer->add_file("big", file("big", big), [](std::uint64_t) {}));
    EXPECT_TRUE(writer->finish());
    return path;
  }

  static std::string code_of(const Result<void>& result) {
    return result ? "whole" : result.error().code;
  }
  static std::string verify(const std::string& path) {
    return code_of(verify_tar(path, [](std::uint64_t, std::uint64_t) {}));
  }
  static std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  const std::string big = std::string(300'000, 'x') + "end";
  std::string folder;
};

using Tar = TarTest;

TEST_F(Tar, GivesBackWhatWasPutIntoIt) {
  auto reader = TarReader::open(pack());
  ASSERT_TRUE(reader);
  std::vector<std::pair<std::string, std::string>> members;
  for (;;) {
    const auto member = reader->next();
    ASSERT_TRUE(member) << member.error().message;
    if (!*member) break;
    std::string bytes;
    ASSERT_TRUE(reader->read([&](std::string_view piece) -> Result<void> {
      bytes += piece;
      return {};
    }));
    EXPECT_EQ(bytes.size(), (*member)->size);
    members.emplace_back((*member)->name, bytes);
  }
  ASSERT_EQ(members.size(), 4u);
  EXPECT_EQ(members[0], (std::pair<std::string, std::string>("empty", "")));
  EXPECT_EQ(members[1], (std::pair<std::string, std::string>("files/demo/ab/abc", "hello")));
  EXPECT_EQ(members[2], (std::pair<std::string, std::string>("big", big)));
  EXPECT_EQ(members[3].first, "sha256");
}

TEST_F(Tar, SkipsWhatIsNotRead) {
  auto reader = TarReader::open(pack());
  ASSERT_TRUE(reader);
  std::vector<std::string> names;
  for (auto member = reader->next(); member && *member; member = reader->next()) {
    names.push_back((*member)->name);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"empty", "files/demo/ab/abc", "big", "sha256"}));
}

TEST_F(Tar, IsOpenedByEveryTool) {
  const std::string path = pack();
  ASSERT_EQ(std::system(("tar -xf " + path + " -C " + folder + " files big").c_str()), 0);
  EXPECT_EQ(bytes_of(folder + "/files/demo/ab/abc"), "hello");
  EXPECT_EQ(bytes_of(folder + "/big"), big);
}

TEST_F(Tar, KnowsWhenItIsWhole) {
  const std::string path = pack();
  std::uint64_t last = 0;
  std::uint64_t all = 0;
  EXPECT_TRUE(verify_tar(path, [&](std::uint64_t done, std::uint64_t total) {
    last = done;
    all = total;
  }));
  EXPECT_EQ(last, all);
  EXPECT_EQ(all, fs::file_size(path));
}

TEST_F(Tar, KnowsThatAByteWasChanged) {
  const std::string good = bytes_of(pack());
  for (std::size_t at : {std::size_t{0}, std::size_t{130}, std::size_t{600}, std::size_t{1030},
                         std::size_t{5000}, good.size() - 1024 - 512 + 3}) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_EQ(verify(file("bad.tar", bad)), "archive.damaged") << at;
  }
}

TEST_F(Tar, KnowsThatItWasCutOff) {
  const std::string good = bytes_of(pack());
  for (std::size_t length : {std::size_t{1}, std::size_t{511}, std::size_t{512}, std::size_t{1500},
                             std::size_t{100'000}, good.size() - 2048, good.size() - 1100}) {
    EXPECT_EQ(verify(file("cut.tar", good.substr(0, length))), "archive.damaged") << length;
  }
  EXPECT_EQ(verify(file("other.tar", std::string(5000, 'x'))), "archive.damaged");
  EXPECT_EQ(verify(file("zeros.tar", std::string(5000, '\0'))), "archive.damaged");
  EXPECT_EQ(verify(file("missing.tar")), "archive.failed");
}

TEST_F(Tar, RefusesMembersThatAreNoFiles) {
  ASSERT_EQ(std::system(("ln -s /etc/passwd " + folder + "/link && tar -C " + folder + " -cf " +
                         folder + "/link.tar link")
                            .c_str()),
            0);
  auto reader = TarReader::open(folder + "/link.tar");
  ASSERT_TRUE(reader);
  const auto member = reader->next();
  ASSERT_FALSE(member);
  EXPECT_EQ(member.error().code, "archive.damaged");
}

TEST_F(Tar, IsNotWrittenOverAnotherFileNorFromALink) {
  pack();
  const auto again = TarWriter::create(file("a.tar"), Time{});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "archive.failed");
  fs::create_symlink("/etc/passwd", folder + "/link");
  auto writer = TarWriter::create(file("b.tar"), Time{});
  ASSERT_TRUE(writer);
  EXPECT_EQ(code_of(writer->add_file("x", folder + "/link", [](std::uint64_t) {})),
            "archive.failed");
}

}  // namespace
}  // namespace firstline::local
