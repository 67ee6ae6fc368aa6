#include "adapters/net/farewell.hpp"

#include <string_view>
#include <utility>

namespace firstline::net {

namespace {

// A peer that goes on sending more than this is not waiting for the answer.
constexpr std::size_t most_ignored_bytes = 32 * 1024 * 1024;

class Farewell final : public Connection, public std::enable_shared_from_this<Farewell> {
 public:
  Farewell(ServerCore& core, std::shared_ptr<Transport> transport, std::string last_bytes)
      : core_(core.shared_from_this()),
        transport_(std::move(transport)),
        last_bytes_(std::move(last_bytes)) {}

  void start() {
    transport_->stop_reading();
    core_->deadlines->write.start(deadline_);
    flush();
  }

  void abandon() override { give_up(); }

 private:
  struct Limit final : Deadline {
    explicit Limit(Farewell& the_owner) : owner(the_owner) {}
    void expired() override { owner.give_up(); }
    Farewell& owner;
  };

  void flush() {
    while (sent_ < last_bytes_.size()) {
      const auto step = transport_->write(std::string_view(last_bytes_).substr(sent_));
      if (step.error) return end();
      sent_ += step.bytes;
      if (step.wait == Transport::Wait::nothing) continue;
      transport_->async_wait(step.wait, [self = shared_from_this()](ErrorCode error) {
        return error ? self->end() : self->flush();
      });
      return;
    }
    transport_->shutdown_write();
    core_->deadlines->linger.start(deadline_);
    ignore_the_rest();
  }

  void ignore_the_rest() {
    for (;;) {
      const auto step = transport_->discard();
      ignored_ += step.bytes;
      if (step.error) return end();
      if (ignored_ > most_ignored_bytes) return give_up();
      if (step.wait == Transport::Wait::nothing) continue;
      transport_->async_wait(step.wait, [self = shared_from_this()](ErrorCode error) {
        return error ? self->end() : self->ignore_the_rest();
      });
      return;
    }
  }

  void give_up() {
    transport_->close_at_once();
    end();
  }

  // The kernel still delivers what it holds, unless that was given up.
  void end() {
    const auto self = shared_from_this();
    deadline_.cancel();
    transport_->close();
    core_->remove(*this);
  }

  std::shared_ptr<ServerCore> core_;
  std::shared_ptr<Transport> transport_;
  std::string last_bytes_;
  std::size_t sent_ = 0;
  std::size_t ignored_ = 0;
  Limit deadline_{*this};
};

}  // namespace

void say_farewell(ServerCore& core, std::shared_ptr<Transport> transport, std::string last_bytes) {
  auto farewell = std::make_shared<Farewell>(core, std::move(transport), std::move(last_bytes));
  core.add(farewell);
  farewell->start();
}

}  // namespace firstline::net
