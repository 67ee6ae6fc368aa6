#include "adapters/web/workspace_metrics.hpp"

#include <array>

#include "wire/words.hpp"

namespace firstline::web {
namespace {

using Labels = std::vector<std::pair<std::string, std::string>>;

class Collector {
 public:
  void add(const Served& served) {
    const app::Workspace& workspace = served.house.workspace;
    const app::State& state = workspace.state();
    const Labels labels = {{"workspace", workspace.id().text}};
    const std::uint64_t durable = workspace.engine().durable_seq();
    journal_.samples.push_back({labels, static_cast<double>(durable)});
    lag_.samples.push_back({labels, static_cast<double>(state.seq - durable)});
    desks_.samples.push_back({labels, static_cast<double>(served.hub.desk_count())});
    visitors_.samples.push_back({labels, static_cast<double>(served.hub.visitor_count())});
    writable_.samples.push_back({labels, workspace.engine().check_writable() ? 1.0 : 0.0});
    add_conversations(state, labels);
    add_queues(workspace, labels);
    add_agents(workspace, labels);
  }

  std::vector<Metric> take() {
    return {std::move(journal_), std::move(lag_),      std::move(writable_),
            std::move(desks_),   std::move(visitors_), std::move(conversations_),
            std::move(waiting_), std::move(agents_)};
  }

 private:
  void add_conversations(const app::State& state, const Labels& labels) {
    double open = 0;
    for (const auto& [id, c] : state.conversations.conversations) {
      open += c.phase == conversation::Phase::open;
    }
    conversations_.samples.push_back({labels, open});
  }

  void add_queues(const app::Workspace& workspace, const Labels& labels) {
    for (const catalog::Queue& queue : workspace.catalog().queues) {
      Labels with_queue = labels;
      with_queue.emplace_back("queue", queue.id.text);
      const auto view = routing::view_of(workspace.state().routing, queue.id);
      waiting_.samples.push_back({std::move(with_queue), static_cast<double>(view.waiting)});
    }
  }

  void add_agents(const app::Workspace& workspace, const Labels& labels) {
    using routing::AgentActivity;
    constexpr std::array activities = {AgentActivity::offline, AgentActivity::ready,
                                       AgentActivity::busy, AgentActivity::wrap_up,
                                       AgentActivity::on_break};
    std::array<int, activities.size()> counts{};
    for (const catalog::Agent& profile : workspace.catalog().agents) {
      const auto* agent = routing::find(workspace.state().routing, profile.id);
      const AgentActivity activity =
          agent ? routing::activity_of(workspace.state().routing, *agent) : AgentActivity::offline;
      for (std::size_t i = 0; i < activities.size(); ++i) counts[i] += activities[i] == activity;
    }
    for (std::size_t i = 0; i < activities.size(); ++i) {
      Labels with_activity = labels;
      with_activity.emplace_back("activity", wire::word_of(activities[i]));
      agents_.samples.push_back({std::move(with_activity), static_cast<double>(counts[i])});
    }
  }

  Metric journal_{"firstline_journal_seq", "Number of the last durable event.", true, {}};
  Metric lag_{"firstline_durable_lag_events", "Events decided and not yet durable.", false, {}};
  Metric writable_{"firstline_writable", "1 while new work is accepted.", false, {}};
  Metric desks_{"firstline_desk_sockets", "Open sockets of desks.", false, {}};
  Metric visitors_{"firstline_visitor_sockets", "Open sockets of visitors.", false, {}};
  Metric conversations_{"firstline_conversations_open", "Conversations not ended.", false, {}};
  Metric waiting_{"firstline_queue_waiting", "Works nobody has answered yet.", false, {}};
  Metric agents_{"firstline_agents", "Agents by what they do.", false, {}};
};

}  // namespace

std::vector<Metric> workspace_metrics(const Houses& houses) {
  Collector collector;
  for (const Served& served : houses.all()) collector.add(served);
  return collector.take();
}

}  // namespace firstline::web
