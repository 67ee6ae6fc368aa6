// Counts of a finished suite, read from what its runner wrote for machines.
//
//   node tools/dev/results.mjs gtest|vitest|node FILE    prints "PASSED FAILED SKIPPED"
//
// A file that is missing or unreadable (the runner crashed) prints nothing and ends with 1.
import { readFileSync } from 'node:fs';

const readers = {
  gtest(report) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const suite of report.testsuites) {
      for (const test of suite.testsuite) {
        if (test.failures?.length) count.failed += 1;
        else if (test.result === 'COMPLETED') count.passed += 1;
        else count.skipped += 1;
      }
    }
    return count;
  },

  vitest(report) {
    const failed = report.numFailedTests;
    // A file that could not even be loaded has no failed test of its own.
    return {
      passed: report.numPassedTests,
      failed: failed === 0 && !report.success ? 1 : failed,
      skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    };
  },

  // Written by node_counts.mjs.
  node(report) {
    return report;
  },
};

export function countsOf(kind, text) {
  return readers[kind](JSON.parse(text));
}

if (process.argv[1] === import.meta.filename) {
  const [kind, file] = process.argv.slice(2);
  try {
    const { passed, failed, skipped } = countsOf(kind, readFileSync(file, 'utf8'));
    console.log(`${passed} ${failed} ${skipped}`);
  } catch (error) {
    console.error(`results: ${file}: ${error.message}`);
    process.exitCode = 1;
  }
}
