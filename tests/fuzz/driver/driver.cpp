// Feeds one fuzzer, LLVMFuzzerTestOneInput, without needing clang: the files of its corpus first,
// then mutations of them, the same ones for the same seed.
//
//   fuzz_<name> [--runs N] [--seconds S] [--seed N] [--corpus DIR]    stops at the earlier limit
//   fuzz_<name> FILE…                                                 these inputs, once each
//
// An input that ends the process, or takes longer than ten seconds, is left in crash-<name>.bin.
// The last line is JSON: {"fuzz":"http_request","runs":20000,"corpus":12,"seed":1}
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
// There only in a build with a sanitizer.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr unsigned longest_run_seconds = 10;
constexpr std::size_t longest_input = 1 << 16;

struct Options {
  std::string name;
  std::uint64_t runs = 20'000;
  std::uint64_t seconds = 10;  // of processor time, for all runs together
  std::uint64_t seed = 1;
  std::filesystem::path corpus;
  std::vector<std::filesystem::path> files;
};

// What a signal handler can reach: the input being tried, and where to leave it.
const Bytes* input_being_tried = nullptr;
char crash_path[256];

void leave_input() {
  if (input_being_tried == nullptr) return;
  std::FILE* file = std::fopen(crash_path, "wb");
  if (file == nullptr) return;
  if (!input_being_tried->empty()) {
    std::fwrite(input_being_tried->data(), 1, input_being_tried->size(), file);
  }
  std::fclose(file);
  input_being_tried = nullptr;
}

void on_signal(int signal) {
  leave_input();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void try_input(const Bytes& input) {
  input_being_tried = &input;
  alarm(longest_run_seconds);
  LLVMFuzzerTestOneInput(input.data(), input.size());
  alarm(0);
  input_being_tried = nullptr;
}

Bytes read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (bytes.size() > longest_input) bytes.resize(longest_input);
  return bytes;
}

std::vector<Bytes> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  if (std::filesystem::is_directory(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Bytes> corpus;
  for (const auto& path : paths) corpus.push_back(read_file(path));
  if (corpus.empty()) corpus.push_back({});
  return corpus;
}

class Mutator {
 public:
  Mutator(const std::vector<Bytes>& corpus, std::uint64_t seed) : corpus_(corpus), random_(seed) {}

  Bytes next() {
    Bytes bytes = corpus_[below(corpus_.size())];
    const std::size_t changes = 1 + below(8);
    for (std::size_t change = 0; change < changes; ++change) mutate(bytes);
    if (bytes.size() > longest_input) bytes.resize(longest_input);
    return bytes;
  }

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

  // Bytes that parsers treat specially, and the edges of signed and unsigned numbers.
  std::uint8_t notable_byte() {
    static constexpr std::string_view notable(
        "\0\n\r\t \"\\{}[]:,;=<>%&+-0123456789eE.\x7f\x80\xc0\xff", 38);
    return below(2) == 0 ? static_cast<std::uint8_t>(notable[below(notable.size())])
                         : static_cast<std::uint8_t>(random_());
  }

  void mutate(Bytes& bytes) {
    const std::size_t at = below(bytes.size() + 1);
    const auto position = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const std::size_t length = std::min(below(16) + 1, bytes.size() - at);
    const auto end = position + static_cast<std::ptrdiff_t>(length);
    switch (below(6)) {
      case 0:
        if (at < bytes.size()) bytes[at] ^= static_cast<std::uint8_t>(1U << below(8));
        break;
      case 1:
        if (at < bytes.size()) bytes[at] = notable_byte();
        break;
      case 2:
        bytes.insert(position, 1 + below(4), notable_byte());
        break;
      case 3:
        bytes.erase(position, end);
        break;
      case 4: {
        const Bytes piece(position, end);
        for (std::size_t copy = 1 + below(64); copy > 0; --copy) {
          bytes.insert(bytes.end(), piece.begin(), piece.end());
        }
        break;
      }
      default: {
        const Bytes& other = corpus_[below(corpus_.size())];
        const auto from = other.begin() + static_cast<std::ptrdiff_t>(below(other.size() + 1));
        bytes.erase(position, bytes.end());
        bytes.insert(bytes.end(), from, other.end());
      }
    }
  }

  const std::vector<Bytes>& corpus_;
  std::mt19937_64 random_;
};

[[noreturn]] void usage() {
  std::fputs("usage: fuzz_<name> [--runs N] [--seconds S] [--seed N] [--corpus DIR] | FILE…\n",
             stderr);
  std::exit(2);
}

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) usage();
  return value;
}

Options read_options(int count, char** words) {
  Options options;
  options.name = std::filesystem::path(words[0]).filename().string();
  if (options.name.starts_with("fuzz_")) options.name.erase(0, 5);
  options.corpus = std::filesystem::path(FL_SOURCE_DIR) / "tests/fuzz/corpus" / options.name;
  for (int at = 1; at < count; ++at) {
    const std::string_view word = words[at];
    if (!word.starts_with("--")) {
      options.files.emplace_back(word);
      continue;
    }
    if (++at == count) usage();
    if (word == "--runs") {
      options.runs = number(words[at]);
    } else if (word == "--seconds") {
      options.seconds = number(words[at]);
    } else if (word == "--seed") {
      options.seed = number(words[at]);
    } else if (word == "--corpus") {
      options.corpus = words[at];
    } else {
      usage();
    }
  }
  return options;
}

std::uint64_t run_mutations(const Options& options, const std::vector<Bytes>& corpus) {
  Mutator mutator(corpus, options.seed);
  const std::clock_t limit =
      std::clock() + static_cast<std::clock_t>(options.seconds) * CLOCKS_PER_SEC;
  std::uint64_t runs = 0;
  while (runs < options.runs && std::clock() < limit) {
    try_input(mutator.next());
    ++runs;
  }
  return runs;
}

}  // namespace

int main(int count, char** words) {
  const Options options = read_options(count, words);
  std::snprintf(crash_path, sizeof crash_path, "crash-%.200s.bin", options.name.c_str());
  for (int signal : {SIGABRT, SIGALRM, SIGILL}) std::signal(signal, on_signal);
  if (__sanitizer_set_death_callback != nullptr) {
    // A sanitizer explains these signals better, and calls back before it ends the process.
    __sanitizer_set_death_callback(leave_input);
  } else {
    for (int signal : {SIGSEGV, SIGBUS, SIGFPE}) std::signal(signal, on_signal);
  }

  if (!options.files.empty()) {
    for (const auto& path : options.files) try_input(read_file(path));
    return 0;
  }
  const std::vector<Bytes> corpus = read_corpus(options.corpus);
  for (const Bytes& input : corpus) try_input(input);
  const std::uint64_t runs = run_mutations(options, corpus);
  std::printf("{\"fuzz\":\"%s\",\"runs\":%llu,\"corpus\":%zu,\"seed\":%llu}\n",
              options.name.c_str(), static_cast<unsigned long long>(runs), corpus.size(),
              static_cast<unsigned long long>(options.seed));
  return 0;
}
