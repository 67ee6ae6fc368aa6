#include "server/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <memory>
#include <sstream>

#include "base/text.hpp"
#include "server/nearest_name.hpp"

namespace firstline::server {
namespace {

// What the options of one subcommand are written into while CLI11 parses.
template <class T>
struct Draft {
  T command;
  ConfigOptions config;
  std::string workspace;
};

class Parser {
 public:
  Parser() {
    app_.set_help_flag("-h,--help", "This text");
    app_.require_subcommand(1);
    app_.get_formatter()->column_width(32);
    add_serve();
    add_plain<CheckConfig>("check-config", "Read the configuration and tell what is wrong with it");
    add_plain<Migrate>("migrate", "Bring the database to the schema of this version");
    add_file<Backup>("backup", "Write a consistent copy of the database and the files",
                     "The archive to write");
    add_file<Restore>("restore", "Put a backup into an empty data directory",
                      "The archive to read");
    add_plain<RebuildViews>("rebuild-views", "Build the lists and reports from the journal again");
    add_user();
    add_doctor();
    add<Version>("version", "Print the version");
    add_replay();
    add_simulate();
    add_staffing();
  }

  std::variant<Command, Farewell> parse(std::vector<std::string> arguments) {
    if (auto unknown = unknown_command(arguments)) return *unknown;
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    try {
      app_.parse(arguments);
    } catch (const CLI::ParseError& error) {
      return farewell(error);
    }
    return make_();
  }

 private:
  using Make = std::function<Command()>;

  template <class T>
  using Added = std::pair<CLI::App*, std::shared_ptr<Draft<T>>>;

  // A subcommand that becomes what `draft->command` is in the end.
  template <class T>
  Added<T> add_to(CLI::App& parent, const char* name, const char* description) {
    auto draft = std::make_shared<Draft<T>>();
    CLI::App* sub = parent.add_subcommand(name, description);
    sub->set_help_flag("-h,--help", "This text");
    sub->callback([this, draft] {
      make_ = [draft]() -> Command {
        if constexpr (requires { draft->command.config; }) draft->command.config = draft->config;
        if constexpr (requires { draft->command.workspace; }) {
          if (!draft->workspace.empty()) draft->command.workspace = WorkspaceId(draft->workspace);
        }
        return draft->command;
      };
    });
    return {sub, draft};
  }

  template <class T>
  Added<T> add(const char* name, const char* description) {
    return add_to<T>(app_, name, description);
  }

  static void add_config(CLI::App& sub, ConfigOptions& config) {
    sub.add_option("--config", config.file, "The configuration file")
        ->type_name("FILE")
        ->take_last();
    add_setting(sub, config, {"--data", "data", "DIR", "The data directory"});
  }

  struct SettingOption {
    const char* option;
    const char* key;
    const char* type;
    const char* description;
  };
  static void add_setting(CLI::App& sub, ConfigOptions& config, SettingOption names) {
    sub.add_option_function<std::string>(
           names.option,
           [&config, names](const std::string& value) {
             config.arguments.push_back({names.option, names.key, value});
           },
           names.description)
        ->type_name(names.type)
        ->take_last();
  }

  static void add_workspace(CLI::App& sub, std::string& workspace) {
    sub.add_option("--workspace", workspace, "The workspace, if there are several")
        ->type_name("KEY")
        ->check([](const std::string& text) {
          return is_key(text) ? std::string()
                              : fmt::format("\"{}\" is no key of a workspace", text);
        });
  }

  template <class T>
  void add_plain(const char* name, const char* description) {
    auto [sub, draft] = add<T>(name, description);
    add_config(*sub, draft->config);
  }

  template <class T>
  void add_file(const char* name, const char* description, const char* what) {
    auto [sub, draft] = add<T>(name, description);
    sub->add_option("FILE", draft->command.file, what)->required()->type_name("");
    add_config(*sub, draft->config);
  }

  void add_serve() {
    auto [sub, draft] = add<Serve>("serve", "Run the contact centre");
    ConfigOptions& config = draft->config;
    Serve& serve = draft->command;
    add_config(*sub, config);
    add_setting(*sub, config, {"--http", "http.listen", "ADDR:PORT", "Where HTTP is served"});
    add_setting(*sub, config, {"--sip", "sip.listen", "ADDR:PORT", "Where SIP is served"});
    add_setting(*sub, config, {"--rtp", "sip.rtp", "LOW-HIGH", "Ports of voice"});
    sub->add_flag("--demo", serve.is_demo, "With a demo workspace, its people and its shop");
    sub->add_flag("--demo-public", serve.is_demo_public,
                  "Demo logins from anywhere, not from this machine only");
    sub->add_option_function<int>(
           "--drain", [&serve](int number) { serve.drain = seconds(number); },
           "How long a stop waits for what is under way (30)")
        ->type_name("SECONDS")
        ->check(CLI::Range(0, 3600));
  }

  void add_doctor() {
    auto [sub, draft] =
        add<Doctor>("doctor", "Check this machine: directories, space, limits, ports, database");
    add_config(*sub, draft->config);
    add_setting(*sub, draft->config, {"--http", "http.listen", "ADDR:PORT", "The port to try"});
  }

  void add_user() {
    CLI::App* user = app_.add_subcommand("user", "Users, while the server does not run");
    user->set_help_flag("-h,--help", "This text");
    user->require_subcommand(1);

    auto [sub, draft] = add_to<UserAdd>(*user, "add", "Add a user; asks for the password");
    UserAdd& adds = draft->command;
    sub->add_option("EMAIL", adds.email, "The login")->required()->type_name("");
    sub->add_option("--name", adds.name, "The name that colleagues see")->type_name("NAME");
    static const std::map<std::string, access::Role> roles{{"agent", access::Role::agent},
                                                           {"supervisor", access::Role::supervisor},
                                                           {"admin", access::Role::admin}};
    sub->add_option_function<std::string>(
           "--role", [&adds](const std::string& role) { adds.role = roles.at(role); },
           "agent (if not said otherwise), supervisor or admin")
        ->type_name("ROLE")
        ->check(CLI::IsMember(roles));
    add_workspace(*sub, draft->workspace);
    add_config(*sub, draft->config);

    auto [passwd, passwd_draft] =
        add_to<UserPasswd>(*user, "passwd", "Set a password; asks for it");
    passwd->add_option("EMAIL", passwd_draft->command.email, "The login")
        ->required()
        ->type_name("");
    add_config(*passwd, passwd_draft->config);

    auto [list, list_draft] = add_to<UserList>(*user, "list", "List the users");
    add_workspace(*list, list_draft->workspace);
    add_config(*list, list_draft->config);
  }

  void add_replay() {
    auto [sub, draft] = add<Replay>("replay", "Run the journal again: same journal, same state");
    Replay& replay = draft->command;
    add_config(*sub, draft->config);
    add_workspace(*sub, draft->workspace);
    const auto add_time = [&sub = *sub](const char* option, std::optional<Time>& time,
                                        const char* description) {
      sub.add_option_function<std::string>(
             option, [&time](const std::string& text) { time = time_from_rfc3339(text); },
             description)
          ->type_name("TIME")
          ->check([](const std::string& text) {
            return time_from_rfc3339(text)
                       ? std::string()
                       : fmt::format("\"{}\" is no time like 2026-11-21T09:00:00.000Z", text);
          });
    };
    add_time("--from", replay.from, "Print what happened from then on");
    add_time("--to", replay.to, "Stop there");
    sub->add_option("--rules", replay.rules, "A catalog: what would have happened under it")
        ->type_name("FILE");
    sub->add_flag("--notation", replay.has_notation, "One line of floor notation per event");
  }

  void add_simulate() {
    auto [sub, draft] = add<Simulate>("simulate", "Simulate a day on the floor");
    Simulate& simulate = draft->command;
    CLI::Option* scenario =
        sub->add_option("--scenario", simulate.scenario, "A scenario file")->type_name("FILE");
    CLI::Option* plan = sub->add_option("--plan", simulate.plan, "A plan file")->type_name("FILE");
    scenario->excludes(plan);
    sub->add_option("--seed", simulate.seed, "What chance begins with (1)")->type_name("N");
    sub->add_flag("--json", simulate.has_json, "Results as JSON");
  }

  void add_staffing() {
    auto [sub, draft] = add<AskStaffing>("staffing", "How many agents it takes, by Erlang C or A");
    planning::Question& question = draft->command.question;
    const auto add_seconds = [&sub = *sub](const char* option, auto& time,
                                           const char* description) {
      return sub
          .add_option_function<double>(
              option,
              [&time](double number) {
                time = Duration(static_cast<Duration::rep>(number * 1000));
              },
              description)
          ->type_name("SECONDS")
          ->check(CLI::Range(0, 86'400));
    };
    sub->add_option("--arrivals", question.demand.arrivals, "Customers in an interval")
        ->required()
        ->type_name("N");
    add_seconds("--interval", question.demand.interval, "The interval (1800)");
    add_seconds("--handle-time", question.demand.handle_time, "Mean, wrap-up included")->required();
    add_seconds("--patience", question.patience, "Mean; without it nobody gives up: Erlang C");
    sub->add_option("--share", question.goal.share, "To be answered within the threshold (0.8)")
        ->type_name("SHARE");
    add_seconds("--threshold", question.goal.threshold, "The threshold (20)");
    sub->add_option("--shrinkage", question.shrinkage, "Share of paid time nobody answers in (0)")
        ->type_name("SHARE");
  }

  // CLI11 would only say that the word was not expected.
  std::optional<Farewell> unknown_command(const std::vector<std::string>& arguments) const {
    if (arguments.empty() || arguments.front().starts_with('-')) return {};
    const std::string& written = arguments.front();
    std::vector<std::string> owned;
    for (const CLI::App* sub : app_.get_subcommands({})) {
      if (sub->get_name() == written) return {};
      owned.push_back(sub->get_name());
    }
    const std::vector<std::string_view> names(owned.begin(), owned.end());
    const std::string nearest = nearest_name(written, names);
    std::string text = fmt::format("firstline: there is no command \"{}\".", written);
    if (!nearest.empty()) text += fmt::format(" Did you mean {}?", nearest);
    text += fmt::format("\nCommands: {}\n", fmt::join(names, ", "));
    return Farewell{exit_code::usage, std::move(text)};
  }

  Farewell farewell(const CLI::ParseError& error) const {
    std::ostringstream help;
    std::ostringstream wrong;
    const bool is_help = app_.exit(error, help, wrong) == 0;
    if (is_help) return {exit_code::success, help.str()};
    return {exit_code::usage, fmt::format("firstline: {}", wrong.str())};
  }

  CLI::App app_{"Firstline, a contact centre", "firstline"};
  Make make_;
};

}  // namespace

std::variant<Command, Farewell> parse_command_line(const std::vector<std::string>& arguments) {
  if (arguments == std::vector<std::string>{"--version"}) return Command(Version{});
  return Parser().parse(arguments);
}

}  // namespace firstline::server
