// Reports: the metrics of definitions.md per queue, agent and interval, computed from the contacts
// of the read models, each with the address of the contacts behind it. Never from engine state.
#pragma once

#include <string>

#include "app/view_answers.hpp"
#include "app/workspace.hpp"

namespace firstline::app {

struct ReportRequest {
  std::string report;  // "service-level", "waits", "handle-time", "effort"
  Time from, to;
  Duration interval{};  // 0: all in one
  ports::GroupBy group = ports::GroupBy::none;
  QueueId queue;
  AgentId agent;
  std::optional<Duration> threshold;  // none: each queue's own target
};

class Reports {
 public:
  explicit Reports(Workspace& workspace) : workspace_(workspace) {}

  view::ReportKinds kinds() const;

  // Errors: report.unknown, report.period (from ≥ to, or too many cells), permission.missing.
  void report(const Actor& actor, ReportRequest request, Answer<view::Report> answer);
  void contacts(const Actor& actor, ports::ContactQuery query, Answer<view::Contacts> answer);

 private:
  Workspace& workspace_;
};

}  // namespace firstline::app
