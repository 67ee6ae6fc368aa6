#include "adapters/net/server_core.hpp"

#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <chrono>

namespace firstline::net {

namespace {
// Long enough for the peer to read the last answer, too short to collect such connections.
constexpr Duration linger_time = seconds(2);
}  // namespace

ServerDeadlines::ServerDeadlines(asio::io_context& context, const ServerLimits& limits)
    : head(context, limits.header_timeout),
      idle(context, limits.idle_timeout),
      write(context, limits.write_timeout),
      ping(context, limits.ping_interval),
      linger(context, std::min(linger_time, limits.write_timeout)) {}

ServerCore::ServerCore(asio::io_context& loop_context, ServerOptions server_options,
                       Handlers server_handlers)
    : context(loop_context),
      options(std::move(server_options)),
      limits(options.limits),
      handlers(std::move(server_handlers)),
      deadlines(std::make_unique<ServerDeadlines>(loop_context, options.limits)) {}

void ServerCore::add(std::shared_ptr<Connection> connection) {
  Connection& added = *connection;
  connections_.push_back(added);
  added.self_ = std::move(connection);
  ++connection_count;
}

void ServerCore::remove(Connection& connection) {
  if (!connection.is_linked()) return;
  connection.unlink();
  --connection_count;
  connection.self_.reset();  // the caller holds it while this runs
  tell_if_empty();
}

// Later, because a connection that hands its transport over is removed before the next is added.
void ServerCore::tell_if_empty() {
  if (connection_count > 0 || !on_empty) return;
  run_soon([this] {
    if (connection_count > 0 || !on_empty) return;
    const auto tell = std::exchange(on_empty, nullptr);
    tell();
  });
}

void ServerCore::for_each_connection(const std::function<void(Connection&)>& what) {
  std::vector<std::shared_ptr<Connection>> all;
  all.reserve(connection_count);
  for (Connection& connection : connections_) all.push_back(connection.self_);
  for (const auto& connection : all) what(*connection);
}

void ServerCore::shut_down() {
  is_draining = true;
  on_empty = nullptr;
  for_each_connection([](Connection& connection) { connection.abandon(); });
  soon_.clear();
  deadlines.reset();
}

void ServerCore::run_soon(std::function<void()> what) {
  soon_.push_back(std::move(what));
  if (soon_.size() > 1) return;
  asio::post(context.get_executor(), [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    // What is asked for meanwhile belongs to the next turn.
    const auto due = std::exchange(self->soon_, {});
    for (const auto& run : due) run();
  });
}

std::string ServerCore::error_body(int status, std::string_view code,
                                   std::string_view message) const {
  if (handlers.error_body) return handlers.error_body(status, code, message);
  return fmt::format(R"({{"error":{{"code":"{}","message":"{}"}}}})", code, message);
}

std::string_view ServerCore::date() {
  if (!handlers.now) return {};
  const std::int64_t second = to_ms(handlers.now()) / 1000;
  if (second != date_second_) {
    date_second_ = second;
    // IMF-fixdate (RFC 9110 §5.6.7); the names are English whatever the locale.
    static constexpr const char* day_names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    using std::chrono::floor;
    const std::chrono::sys_seconds time{std::chrono::seconds(second)};
    const auto day = floor<std::chrono::days>(time);
    const std::chrono::year_month_day calendar(day);
    const std::chrono::hh_mm_ss clock(time - day);
    date_ = fmt::format(
        "{}, {:02} {} {} {:02}:{:02}:{:02} GMT", day_names[std::chrono::weekday(day).c_encoding()],
        static_cast<unsigned>(calendar.day()),
        month_names[static_cast<unsigned>(calendar.month()) - 1], static_cast<int>(calendar.year()),
        clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  }
  return date_;
}

}  // namespace firstline::net
