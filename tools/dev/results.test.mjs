// Tests of the counting: ./dev test is only as honest as its sums.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import countsReporter from './node_counts.mjs';
import { countsOf } from './results.mjs';

test('GoogleTest: passed, failed, skipped and disabled tests are told apart', () => {
  const tests = [
    { name: 'Passes', status: 'RUN', result: 'COMPLETED' },
    { name: 'Fails', status: 'RUN', result: 'COMPLETED', failures: [{ failure: 'no' }] },
    { name: 'Skips', status: 'RUN', result: 'SKIPPED' },
    { name: 'Disabled', status: 'NOTRUN', result: 'SUPPRESSED' },
  ];
  const report = { tests: 4, testsuites: [{ name: 'Suite', testsuite: tests }] };
  const counts = countsOf('gtest', JSON.stringify(report));
  assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 2 });
});

test('vitest: a file that does not load is a failure', () => {
  const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, success: false };
  assert.deepEqual(countsOf('vitest', JSON.stringify(report)), {
    passed: 3,
    failed: 1,
    skipped: 1,
  });
});

test('a report that a crash cut short is an error, not a zero', () => {
  assert.throws(() => countsOf('gtest', '{"testsuites":['));
});

test('node: the summary counts, without files that hold no test', async () => {
  async function* events() {
    yield { type: 'test:pass', data: { name: 'works', nesting: 0 } };
    yield { type: 'test:pass', data: { name: '/tree/tests/system/helper.mjs', nesting: 0 } };
    for (const message of ['tests 5', 'pass 2', 'fail 1', 'cancelled 1', 'skipped 1', 'todo 0']) {
      yield { type: 'test:diagnostic', data: { message, nesting: 0 } };
    }
  }
  let written = '';
  for await (const piece of countsReporter(events())) written += piece;
  assert.deepEqual(JSON.parse(written), { passed: 1, failed: 2, skipped: 1 });
});
