// A reporter for node's test runner: its counts as one JSON object, when everything has ended.
import { isAbsolute } from 'node:path';

export default async function* counts(events) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:pass' && data.nesting === 0 && isAbsolute(data.name)) {
      // A file without a test in it is announced as one that passed.
      count.passed -= 1;
    }
    if (type !== 'test:diagnostic') continue;
    const [, what, number] = /^(pass|fail|cancelled|skipped|todo) (\d+)$/.exec(data.message) ?? [];
    if (what === 'pass') count.passed += Number(number);
    if (what === 'fail' || what === 'cancelled') count.failed += Number(number);
    if (what === 'skipped' || what === 'todo') count.skipped += Number(number);
  }
  yield `${JSON.stringify(count)}\n`;
}
