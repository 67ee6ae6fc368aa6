#include "adapters/local/file_type.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "adapters/local/limits.hpp"

namespace firstline::local {
namespace {

using namespace std::string_literals;

std::string little(std::uint64_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
  return bytes;
}
std::string big(std::uint64_t value, int width) {
  std::string bytes = little(value, width);
  return {bytes.rbegin(), bytes.rend()};
}

std::string png(std::uint32_t width, std::uint32_t height) {
  return "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"s + big(width, 4) + big(height, 4) + "\x08\x06\0\0\0"s;
}

// An archive of empty files of these names.
std::string zip(const std::vector<std::string>& names, const std::string& comment = "") {
  std::string local;
  std::string directory;
  for (const std::string& name : names) {
    directory += "PK\x01\x02"s + std::string(24, '\0') + little(name.size(), 2) +
                 std::string(12, '\0') + little(local.size(), 4) + name;
    local += "PK\x03\x04"s + std::string(22, '\0') + little(name.size(), 2) + "\0\0"s + name;
  }
  return local + directory + "PK\x05\x06"s + std::string(4, '\0') + little(names.size(), 2) +
         little(names.size(), 2) + little(directory.size(), 4) + little(local.size(), 4) +
         little(comment.size(), 2) + comment;
}

std::string ftyp(std::string_view brand) {
  return big(16, 4) + "ftyp" + std::string(brand) + big(0, 4);
}

std::string ebml(std::string_view doc_type) {
  const std::string body = "\x42\x86\x81\x01\x42\x82"s + static_cast<char>(0x80 | doc_type.size()) +
                           std::string(doc_type);
  return "\x1A\x45\xDF\xA3"s + static_cast<char>(0x80 | body.size()) + body;
}

std::string ogg(std::string_view packet) {
  return "OggS\0"s + std::string(21, '\0') + "\x01"s + static_cast<char>(packet.size()) +
         std::string(packet);
}

// MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes.
std::string mp3_frame() { return "\xFF\xFB\x90\x00"s + std::string(413, '\0'); }

std::string what(std::string_view bytes, std::string_view name = "file") {
  const auto type = sniff(bytes, name);
  return type ? type->media : type.error().code;
}

const std::string docx = zip({"[Content_Types].xml", "_rels/.rels", "word/document.xml"});

TEST(FileType, OfImagesComesWithTheirSize) {
  EXPECT_EQ(*sniff(png(640, 480), "a.png"), (FileType{"image/png", 640, 480}));
  EXPECT_EQ(*sniff("GIF89a\x02\x00\x03\x00"s, "a.gif"), (FileType{"image/gif", 2, 3}));
  EXPECT_EQ(*sniff("\xFF\xD8\xFF\xC0\x00\x11\x08\x00\x03\x00\x02"s, "a.jpg"),
            (FileType{"image/jpeg", 2, 3}));
  EXPECT_EQ(*sniff("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x01\0\0\x02\0\0"s, "a.webp"),
            (FileType{"image/webp", 2, 3}));
}

TEST(FileType, OfDocumentsAndArchives) {
  EXPECT_EQ(what("%PDF-1.7\n"), "application/pdf");
  EXPECT_EQ(what(zip({})), "application/zip");
  EXPECT_EQ(what(zip({"a.txt", "b/c.txt"})), "application/zip");
  EXPECT_EQ(what(docx), "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  EXPECT_EQ(what(zip({"[Content_Types].xml", "xl/workbook.xml"})),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_EQ(what(zip({"[Content_Types].xml", "ppt/presentation.xml"}, "a comment")),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation");
}

TEST(FileType, OfSoundAndVideo) {
  EXPECT_EQ(what(ftyp("isom")), "video/mp4");
  EXPECT_EQ(what(ftyp("M4A ")), "audio/mp4");
  EXPECT_EQ(what(ebml("webm")), "video/webm");
  EXPECT_EQ(what(mp3_frame() + mp3_frame()), "audio/mpeg");
  EXPECT_EQ(what("ID3\x04\0\0\0\0\0\0\0"s), "audio/mpeg");
  EXPECT_EQ(what(ogg("OpusHead")), "audio/ogg");
  EXPECT_EQ(what(ogg("\x01vorbis")), "audio/ogg");
}

TEST(FileType, OfTextIsThatOfUtf8) {
  EXPECT_EQ(what("hello\r\n\tworld\n", "notes.txt"), "text/plain");
  EXPECT_EQ(what("无线耳机,退款\n", "list.CSV"), "text/csv");
  EXPECT_EQ(what("无线耳机,退款\n", "list"), "text/plain");
  EXPECT_EQ(what("\xEF\xBB\xBFname,sum\n", "a.csv"), "text/csv");
  EXPECT_EQ(what("\xCE\xDE\xCF\xDF", "gbk.txt"), "file.type_refused");
  EXPECT_EQ(what("a\0b"s, "a.txt"), "file.type_refused");
  EXPECT_EQ(what("\xFF\xFEh\0i\0"s, "utf16.txt"), "file.type_refused");
}

TEST(FileType, ComesFromTheBytesAndNotFromTheName) {
  EXPECT_EQ(what(png(1, 1), "holiday.jpg"), "image/png");
  EXPECT_EQ(what(docx, "holiday.png"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  EXPECT_EQ(what("just text", "holiday.png"), "text/plain");
  EXPECT_EQ(what("MZ\x90\0"s, "holiday.png"), "file.type_refused");
  EXPECT_EQ(what("\x7F"
                 "ELF\x02\x01\x01\0"s,
                 "notes.txt"),
            "file.type_refused");
}

TEST(FileType, OfPagesAndDrawingsIsRefusedWhateverTheirName) {
  for (const std::string page :
       {"<!DOCTYPE html><p>", "<html>", "<HtMl lang=zh>", "  \n\t<script>alert(1)</script>",
        "\xEF\xBB\xBF<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<!-- x --> <!----><body onload=x>", "<?xml version='1.0'?><svg/>", "<iframe src=x>",
        "<!-- never closed", "<IMG src=x>"}) {
    EXPECT_EQ(what(page, "notes.txt"), "file.type_refused") << page;
    EXPECT_EQ(what(page, "image.png"), "file.type_refused") << page;
  }
  EXPECT_EQ(what("1 < 2 and <b> is bold", "notes.txt"), "text/plain");
  EXPECT_EQ(what("the page said <script>", "notes.txt"), "text/plain");
}

TEST(FileType, IsRefusedForNamesThatASystemWouldRun) {
  for (std::string_view name :
       {"x.svg", "x.html", "x.HTM", "x.js", "x.mjs", "x.exe", "a.txt.exe", "x.exe.", "x.exe . ",
        "x.bat", "x.ps1", "x.sh", "x.lnk", "x.url", "x.jar", "x.apk", "x.docm", "x.xlsm", ".js"}) {
    EXPECT_EQ(what("alert(1)", name), "file.type_refused") << name;
    EXPECT_EQ(what(png(1, 1), name), "file.type_refused") << name;
    EXPECT_EQ(what(docx, name), "file.type_refused") << name;
  }
  for (std::string_view name : {"", ".", "...", "x", "x.", "exe", "x.exe.txt", "js.txt"}) {
    EXPECT_EQ(what("text", name), "text/plain") << name;
  }
}

TEST(FileType, OfProgramsInArchivesIsRefused) {
  EXPECT_EQ(what(zip({"META-INF/MANIFEST.MF", "A.class"}), "x.zip"), "file.type_refused");
  EXPECT_EQ(what(zip({"AndroidManifest.xml", "classes.dex"}), "x.zip"), "file.type_refused");
  EXPECT_EQ(
      what(zip({"[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"}), "x.docx"),
      "file.type_refused");
}

TEST(FileType, OfTruncatedFilesIsRefused) {
  EXPECT_EQ(what(""), "file.empty");
  const std::string whole = png(640, 480);
  for (std::size_t length = 4; length < 24; ++length) {
    EXPECT_EQ(what(whole.substr(0, length), "a.png"), "file.damaged") << length;
  }
  EXPECT_EQ(what("GIF89a\x02\x00"s), "file.damaged");
  EXPECT_EQ(what("\xFF\xD8\xFF\xE0\x00\x10JFIF"s), "file.damaged");
  EXPECT_EQ(what("RIFF\0\0\0\0WEBPVP8 "s), "file.damaged");
  EXPECT_EQ(what("RIFF\0\0\0\0WEBP"s), "file.damaged");
  for (std::size_t length = 4; length < docx.size(); ++length) {
    EXPECT_EQ(what(docx.substr(0, length), "a.docx"), "file.damaged") << length;
  }
  const std::string movie = ftyp("isom");
  for (std::size_t length = 1; length < movie.size(); ++length) {
    EXPECT_EQ(what(movie.substr(0, length)), "file.type_refused") << length;
  }
  EXPECT_EQ(what(mp3_frame()), "file.type_refused");
  EXPECT_EQ(what("ID3"), "text/plain");
}

TEST(FileType, OfArchivesWhoseDirectoryLiesIsRefused) {
  std::string lying = docx;
  const std::size_t end = lying.rfind("PK\x05\x06");
  lying.replace(end + 16, 4, "\xFF\xFF\xFF\x7F");
  EXPECT_EQ(what(lying), "file.damaged");
  lying = docx;
  lying.replace(end + 10, 2, "\x09\x00"s);
  EXPECT_EQ(what(lying), "file.damaged");
  lying = docx;
  lying.replace(lying.find("PK\x01\x02") + 28, 2, "\xFF\xFF");
  EXPECT_EQ(what(lying), "file.damaged");
}

TEST(FileType, OfBrandsAndCodecsThatBrowsersDoNotPlayIsRefused) {
  EXPECT_EQ(what(ftyp("heic")), "file.type_refused");
  EXPECT_EQ(what(ebml("matroska")), "file.type_refused");
  EXPECT_EQ(what(ogg("\x80theora")), "file.type_refused");
  EXPECT_EQ(what("RIFF\x24\0\0\0WAVEfmt "s), "file.type_refused");
}

TEST(FileType, OfImagesHasALargestNumberOfPixels) {
  static_assert(limits::image_pixels == 10'000 * 10'000);
  EXPECT_EQ(what(png(10'000, 10'000)), "image/png");
  EXPECT_EQ(what(png(10'000, 10'001)), "file.dimensions");
  EXPECT_EQ(what(png(0x7FFFFFFF, 0x7FFFFFFF)), "file.dimensions");
  EXPECT_EQ(what(png(0x80000000, 1)), "file.damaged");
  EXPECT_EQ(what(png(0, 1)), "file.damaged");
}

}  // namespace
}  // namespace firstline::local
