#include <fmt/format.h>

#include "adapters/local/clock.hpp"
#include "server/commands/checks.hpp"
#include "server/commands/commands.hpp"

namespace firstline::server {
namespace {

std::string_view name_of(Health health) {
  switch (health) {
    case Health::good:
      return "good";
    case Health::doubtful:
      return "doubtful";
    case Health::bad:
      return "bad";
  }
  return {};
}

std::vector<Finding> examine(const Config& config) {
  const Time now = local::SystemClock().now();
  std::vector<Finding> findings{check_data_directory(config.data), check_space(config.data),
                                check_descriptors(config.limits.max_connections),
                                check_port(config.http.listen, is_store_in_use(config)),
                                check_clock_kept()};
  for (Finding& finding : check_database(config, now)) findings.push_back(std::move(finding));
  findings.push_back({"mail", Health::good,
                      config.mail.url.empty()
                          ? "No mail server is set: links are shown to the admin."
                          : "Mail goes to " + config.mail.url + "."});
  return findings;
}

}  // namespace

int run(const Doctor&, const Config& config, Report& report) {
  int bad = 0;
  int doubtful = 0;
  for (const Finding& finding : examine(config)) {
    bad += finding.health == Health::bad ? 1 : 0;
    doubtful += finding.health == Health::doubtful ? 1 : 0;
    report.say("check",
               fmt::format("{:<9}{:<16}{}", name_of(finding.health), finding.check, finding.text),
               {{"check", finding.check},
                {"health", std::string(name_of(finding.health))},
                {"text", finding.text}});
  }
  const std::string verdict = bad > 0        ? fmt::format("{} bad, {} doubtful.", bad, doubtful)
                              : doubtful > 0 ? fmt::format("{} doubtful.", doubtful)
                                             : "All is well.";
  report.say("examined", verdict,
             {{"bad", std::int64_t{bad}}, {"doubtful", std::int64_t{doubtful}}});
  return bad > 0 ? exit_code::failure : exit_code::success;
}

}  // namespace firstline::server
