// bench chat: 1,000 agents, 5,000 open conversations, messages both ways over real sockets.
// Closed loop for the ceiling, a fixed rate for the latency; the same against the bare server.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/check.hpp"
#include "base/number.hpp"
#include "bench/chat/echo.hpp"
#include "bench/support/process.hpp"
#include "bench/support/report.hpp"
#include "bench/support/seed.hpp"
#include "bench/support/store_load.hpp"
#include "bench/support/swarm.hpp"

namespace firstline::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Size {
  std::size_t agents = 1'000;
  std::size_t conversations = 5'000;
  double seconds = 10;
  double paced_rate = 2'000;
};

double seconds_since(Clock::time_point from) {
  return std::chrono::duration<double>(Clock::now() - from).count();
}

std::string_view value_of(std::string_view json, std::string_view name) {
  const std::string key = fmt::format("\"{}\":\"", name);
  const auto at = json.find(key);
  if (at == std::string_view::npos) return {};
  const auto from = at + key.size();
  return json.substr(from, json.find('"', from) - from);
}

// The number that stands behind `before`, which is at `at`; too large to be one of ours if none.
std::size_t number_after(std::string_view text, std::size_t at, std::string_view before) {
  constexpr std::size_t none = ~std::size_t{0};
  return leading_number<std::size_t>(text.substr(at + before.size())).value_or(none);
}

// The two ends of every conversation. A message is delivered when the other end has its text, and
// finished when its sender has the acknowledgement too.
class Floor {
 public:
  Floor(const Size& size, std::string port, bool is_echo)
      : size_(size),
        is_echo_(is_echo),
        swarm_({.port = std::move(port),
                .on_open = [this](Swarm::Client) { ++opened_; },
                .on_text = [this](Swarm::Client c, std::string_view t) { heard(c, t); },
                .on_closed = [this](Swarm::Client) { ++closed_; }}),
        talks_(size.conversations) {}

  void open() {
    for (std::size_t i = 0; i < size_.agents; ++i) {
      agents_.push_back(swarm_.open(is_echo_ ? fmt::format("/agent/{}", i) : "/api/v1/live",
                                    is_echo_ ? "firstline.v1" : agent_subprotocols(i)));
      if (i % 50 == 0) swarm_.step(0);
    }
    until([&] { return opened_ == size_.agents; }, "agents connect");
    if (!is_echo_) {
      for (Swarm::Client agent : agents_) {
        swarm_.send(agent, R"({"id":"ready","do":"presence.set","args":{"presence":"ready"}})");
      }
      until([&] { return ready_ == size_.agents; }, "agents are ready");
    }
    first_visitor_ = agents_.size();
    for (std::size_t i = 0; i < talks_.size(); ++i) {
      talks_[i].visitor =
          swarm_.open(is_echo_ ? fmt::format("/visitor/{}", i) : "/api/v1/widget/live",
                      is_echo_ ? "firstline.v1" : customer_subprotocols(i));
      if (i % 50 == 0) swarm_.step(0);
    }
    until([&] { return opened_ == size_.agents + talks_.size(); }, "visitors connect");
    for (std::size_t i = 0; i < talks_.size(); ++i) {
      if (is_echo_) {
        talks_[i].agent = agents_[i % agents_.size()];
      } else {
        swarm_.send(
            talks_[i].visitor,
            fmt::format(
                R"({{"id":"first","do":"message.send","args":{{"client_id":"f-{}","text":"talk {}"}}}})",
                i, i));
      }
      if (i % 50 == 0) swarm_.step(0);
    }
    if (!is_echo_) {
      until([&] { return accepted_ == talks_.size() && started_ == talks_.size(); },
            "conversations begin");
    }
  }

  // Each of `at_once` conversations always has one message under way.
  double closed_loop(std::size_t at_once, double seconds) {
    is_closed_loop_ = true;
    finished_ = 0;
    const auto began = Clock::now();
    for (std::size_t i = 0; i < at_once; ++i) say(i % talks_.size());
    while (seconds_since(began) < seconds) swarm_.step(10);
    const double rate = static_cast<double>(finished_) / seconds_since(began);
    is_closed_loop_ = false;
    drain();
    return rate;
  }

  // So many a second, each in another conversation; the latencies in ms.
  std::vector<double> paced(double rate, double seconds) {
    latencies_.clear();
    finished_ = 0;
    std::size_t sent = 0;
    const auto began = Clock::now();
    while (seconds_since(began) < seconds) {
      const auto due = static_cast<std::size_t>(seconds_since(began) * rate);
      for (; sent < due; ++sent) {
        const std::size_t talk = next_++ % talks_.size();
        if (!talks_[talk].is_under_way) say(talk);
      }
      swarm_.step(1);
    }
    drain();
    std::sort(latencies_.begin(), latencies_.end());
    return latencies_;
  }

  std::size_t finished() const { return finished_; }
  std::size_t refused() const { return refused_; }

 private:
  struct Talk {
    Swarm::Client visitor = 0, agent = 0;
    std::string conversation;
    bool is_visitors_turn = true;
    bool is_under_way = false;
    bool is_delivered = false, is_acknowledged = false;
    std::uint64_t number = 0;
    Clock::time_point sent_at;
  };

  template <class F>
  void until(F is_done, const char* what) {
    const auto began = Clock::now();
    while (!is_done()) {
      swarm_.step(10);
      if (seconds_since(began) > 120) {
        std::fprintf(stderr, "never: %s (%zu open, %zu closed, %zu accepted, %zu started)\n", what,
                     swarm_.open_count(), closed_, accepted_, started_);
        std::exit(1);
      }
    }
  }

  void drain() {
    const auto began = Clock::now();
    while (under_way_ > 0 && seconds_since(began) < 10) swarm_.step(5);
    if (under_way_ > 0) std::fprintf(stderr, "%zu messages never arrived\n", under_way_);
  }

  void say(std::size_t i) {
    Talk& talk = talks_[i];
    talk.is_under_way = true;
    talk.is_delivered = talk.is_acknowledged = false;
    ++talk.number;
    ++under_way_;
    talk.sent_at = Clock::now();
    const std::string peer =
        is_echo_ ? fmt::format("#/{}/{}", talk.is_visitors_turn ? "agent" : "visitor",
                               talk.is_visitors_turn ? i % agents_.size() : i)
                 : std::string();
    // The text says whose it is, so that the other end can be told apart: about 60 characters.
    const std::string text =
        fmt::format("talk {} message {} of a quite ordinary length {}", i, talk.number, peer);
    if (talk.is_visitors_turn) {
      swarm_.send(
          talk.visitor,
          fmt::format(
              R"({{"id":"t{}","do":"message.send","args":{{"client_id":"v-{}","text":"{}"}}}})", i,
              talk.number, text));
    } else {
      swarm_.send(
          talk.agent,
          fmt::format(
              R"({{"id":"t{}","do":"messages.send","args":{{"conversation":"{}","client_id":"a-{}-{}","text":"{}"}}}})",
              i, talk.conversation, i, talk.number, text));
    }
  }

  void finish(std::size_t i) {
    Talk& talk = talks_[i];
    if (!talk.is_under_way || !talk.is_delivered || !talk.is_acknowledged) return;
    talk.is_under_way = false;
    talk.is_visitors_turn = !talk.is_visitors_turn;
    --under_way_;
    ++finished_;
    if (is_closed_loop_) say(next_++ % talks_.size() == i ? i : pick_idle(i));
  }

  // Another conversation with nothing under way; the load walks over all of them.
  std::size_t pick_idle(std::size_t otherwise) {
    const std::size_t i = next_ % talks_.size();
    return talks_[i].is_under_way ? otherwise : i;
  }

  void heard(Swarm::Client client, std::string_view text) {
    const bool is_agent = client < size_.agents;
    if (text.starts_with(R"({"re":)")) return answered(text);
    if (is_agent && text.find(R"("type":"offer.made")") != std::string_view::npos) {
      const auto offer = text.find(R"("offer":{"id":")");
      FL_CHECK(offer != std::string_view::npos);
      const std::string id(value_of(text.substr(offer), "id"));
      swarm_.send(
          client,
          fmt::format(R"({{"id":"accept","do":"offers.accept","args":{{"offer":"{}"}}}})", id));
      return;
    }
    const auto at = text.find(R"("text":"talk )");
    const bool is_message = text.find(R"("type":"message)") != std::string_view::npos;
    if (at == std::string_view::npos || !is_message) return;
    const std::size_t i = number_after(text, at, R"("text":"talk )");
    if (i >= talks_.size()) return;
    Talk& talk = talks_[i];
    const std::string mark = fmt::format(" message {} ", talk.number);
    const bool is_for_here = is_agent == talk.is_visitors_turn;
    if (!talk.is_under_way || !is_for_here || text.find(mark, at) == std::string_view::npos) return;
    if (!talk.is_delivered) {
      talk.is_delivered = true;
      latencies_.push_back(seconds_since(talk.sent_at) * 1000);
      finish(i);
    }
  }

  void answered(std::string_view text) {
    const std::string_view id = value_of(text, "re");
    const bool is_ok = text.find(R"("ok":true)") != std::string_view::npos;
    if (!is_ok) {
      ++refused_;
      if (refused_ < 5)
        std::fprintf(stderr, "refused: %.*s\n", int(std::min<std::size_t>(text.size(), 200)),
                     text.data());
    }
    if (id == "ready") {
      ++ready_;
    } else if (id == "first") {
      ++started_;
    } else if (id == "accept") {
      if (is_ok) accepted(text);
    } else if (!id.empty() && id[0] == 't') {
      const std::size_t i = number_after(id, 0, "t");
      talks_[i].is_acknowledged = true;
      if (!is_ok) talks_[i].is_delivered = true;
      finish(i);
    }
  }

  // Which customer it is stands in the preview: "talk 17".
  void accepted(std::string_view text) {
    const auto at = text.find(R"("text":"talk )");
    FL_CHECK(at != std::string_view::npos);
    const std::size_t i = number_after(text, at, R"("text":"talk )");
    const auto conversation = text.find(R"("conversation":{"id":")");
    talks_[i].conversation = std::string(value_of(text.substr(conversation), "id"));
    const std::string agent(value_of(text.substr(conversation), "agent"));
    talks_[i].agent = agents_[number_after(agent, 0, "agent-") - 1];
    ++accepted_;
  }

  const Size size_;
  const bool is_echo_;
  Swarm swarm_;
  std::vector<Talk> talks_;
  std::vector<Swarm::Client> agents_;
  std::size_t first_visitor_ = 0;
  std::size_t opened_ = 0, closed_ = 0, ready_ = 0, started_ = 0, accepted_ = 0, refused_ = 0;
  std::size_t finished_ = 0, under_way_ = 0, next_ = 0;
  bool is_closed_loop_ = false;
  std::vector<double> latencies_;
};

double percentile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

constexpr std::size_t at_once = 800;
constexpr std::size_t group_of_store = 200;  // messages in one commit of the store alone

int run(const Size& size, const std::string& self) {
  double bare_rate = 0;
  {
    Process echo({self, "--echo"});
    Floor floor(size, echo.http_port(), true);
    floor.open();
    floor.closed_loop(at_once, size.seconds / 4);
    bare_rate = floor.closed_loop(at_once, size.seconds);
  }
  double store_rate = 0;
  {
    TemporaryData alone;
    store_rate =
        StoreLoad(alone.path()).messages_per_s(group_of_store, size.seconds / 2).messages_per_s;
  }
  TemporaryData data;
  write_seed(data.path(), {.agents = size.agents,
                           .customers = size.conversations,
                           .chats_per_agent = static_cast<int>(size.conversations / size.agents)});
  // A closed loop is faster than people type.
  ::setenv("FIRSTLINE__LIMITS__VISITOR_MESSAGES_PER_10S", "1000", 1);
  Process server({server_binary(), "serve", "--data", data.path(), "--http", "127.0.0.1:0"});
  Floor floor(size, server.http_port(), false);
  floor.open();
  floor.closed_loop(at_once, size.seconds / 4);
  const double cpu_before = server.cpu_seconds();
  const double rate = floor.closed_loop(at_once, size.seconds);
  const double cpu = server.cpu_seconds() - cpu_before;
  const double messages = static_cast<double>(floor.finished());
  const auto latencies = floor.paced(size.paced_rate, size.seconds);
  report("chat", "bare_server_messages_per_s", bare_rate, "1/s");
  report("chat", "store_alone_messages_per_s", store_rate, "1/s");
  report("chat", "durable_messages_per_s", rate, "1/s", 10'000);
  report("chat", "ratio_to_echo", rate / bare_rate, "", 0.5);
  report("chat", "ratio_to_store_alone", rate / store_rate, "");
  report("chat", "cpu_us_per_message", cpu * 1e6 / messages, "us", 100);
  report("chat", "p50_ms_at_2000_per_s", percentile(latencies, 0.5), "ms");
  report("chat", "p99_ms_at_2000_per_s", percentile(latencies, 0.99), "ms", 20);
  report("chat", "resident_mb", server.resident_bytes() / 1e6, "MB");
  if (floor.refused() > 0) {
    std::fprintf(stderr, "%zu requests were refused\n", floor.refused());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace firstline::bench

int main(int count, char** words) {
  using namespace firstline::bench;
  Size size;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--echo") return run_echo();
    if (word == "--seconds" && i + 1 < count)
      size.seconds = firstline::number_from_text<double>(words[++i]).value_or(size.seconds);
    if (word == "--agents" && i + 1 < count)
      size.agents = firstline::number_from_text<std::size_t>(words[++i]).value_or(size.agents);
    if (word == "--conversations" && i + 1 < count)
      size.conversations =
          firstline::number_from_text<std::size_t>(words[++i]).value_or(size.conversations);
  }
  return run(size, words[0]);
}
