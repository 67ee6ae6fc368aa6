// Scenarios: a morning on the floor as text, and what must follow from each line. The format is
// described in docs/how-to/write-a-scenario.md; expectations are floor notation (app/notation.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/catalog/catalog.hpp"

namespace firstline::testing {

struct ScenarioStep {
  int line = 0;  // in the file, from 1
  Time at;
  std::vector<std::string> words;     // what happens: "ann", "accepts", "call-1"
  std::vector<std::string> expected;  // what must follow
};

struct Scenario {
  std::string file;
  catalog::Catalog catalog;
  std::vector<ScenarioStep> steps;
};

// Errors: invalid "scenario.syntax"; the message begins with "file:line: ".
Result<Scenario> parse_scenario(const std::string& file, std::string_view text);

// One line of settings, as words: "queue", "billing", "ring_time", "20s". The error's message is
// without a place.
Result<void> apply_setting(const std::vector<std::string>& words, catalog::Catalog& catalog);

// Runs it from the first line to the last on an engine of its own. Empty when everything was as
// expected; else "file:line: …" with what happened in that step and the last lines of notation.
std::string run_scenario(const Scenario& scenario);

}  // namespace firstline::testing
