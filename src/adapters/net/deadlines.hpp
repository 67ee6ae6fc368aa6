// Deadlines of many connections on one timer: a connection costs forty bytes per deadline, not a
// timer of its own.
#pragma once

#include <boost/intrusive/list.hpp>

#include "adapters/net/asio.hpp"
#include "base/time.hpp"

namespace firstline::net {

class DeadlineQueue;

// Embedded in what it guards; destroying it cancels it.
class Deadline : public boost::intrusive::list_base_hook<
                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  virtual ~Deadline() = default;
  virtual void expired() = 0;  // no longer running when this is called; may destroy its owner
  void cancel() { unlink(); }
  bool is_running() const { return is_linked(); }

 protected:
  Deadline() = default;

 private:
  friend class DeadlineQueue;
  MonotonicClock::time_point due_;
};

// All deadlines of one length. Because the length is the same for all, the order of starting is the
// order of expiring, and start and cancel are two pointer writes.
class DeadlineQueue {
 public:
  DeadlineQueue(asio::io_context& context, Duration length);
  ~DeadlineQueue();
  DeadlineQueue(const DeadlineQueue&) = delete;
  DeadlineQueue& operator=(const DeadlineQueue&) = delete;

  void start(Deadline& deadline);  // or restart; it may run in another queue before

 private:
  void arm();
  void tick();

  Duration length_;
  Duration grain_;  // expiry may be this much late, so that one wakeup serves many
  MonotonicTimer timer_;
  bool is_armed_ = false;
  boost::intrusive::list<Deadline, boost::intrusive::constant_time_size<false>> running_;
};

}  // namespace firstline::net
