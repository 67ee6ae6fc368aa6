// Tests of the tree check: what it refuses, what it lets through, and what it answers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkFile } from './check.mjs';
import { codeOnly } from './source.mjs';

const everythingExists = () => true;

function rulesOf(file, text, exists = everythingExists) {
  const header = file.endsWith('.hpp') ? '#pragma once\n' : '';
  return checkFile(file, header + text, exists).faults.map((fault) => fault.rule);
}
const refuses = (file, text, rule) => assert.deepEqual(rulesOf(file, text), [rule]);
const accepts = (file, text) => assert.deepEqual(rulesOf(file, text), []);
const include = (path) => `#include "${path}"\n`;

describe('layers', () => {
  const order = ['base', 'domain', 'ports', 'app', 'wire', 'adapters', 'server'];
  const folder = { domain: 'domain/catalog', adapters: 'adapters/net' };
  for (const [upper, layer] of order.entries()) {
    for (const [lower, other] of order.entries()) {
      const file = `src/${folder[layer] ?? layer}/x.cpp`;
      const line = include(`${folder[other] ?? other}/y.hpp`);
      if (lower <= upper) test(`${layer} includes ${other}`, () => accepts(file, line));
      else test(`${layer} may not include ${other}`, () => refuses(file, line, 'layers'));
    }
  }

  test('a capability includes itself, catalog and the ids', () => {
    const lines = ['domain/ids.hpp', 'domain/catalog/queue.hpp', 'domain/call/leg.hpp'].map(include);
    accepts('src/domain/call/call.cpp', lines.join(''));
  });
  test('a capability may not include another capability', () => {
    refuses('src/domain/call/call.cpp', include('domain/ticket/ticket.hpp'), 'layers');
  });
  test('catalog may not include a capability', () => {
    refuses('src/domain/catalog/queue.hpp', include('domain/routing/state.hpp'), 'layers');
  });
  test('a header directly in domain may not include a capability', () => {
    refuses('src/domain/ids.hpp', include('domain/catalog/queue.hpp'), 'layers');
  });
  test('an adapter may not include another adapter, except net', () => {
    refuses('src/adapters/web/routes.cpp', include('adapters/sql/journal.hpp'), 'layers');
    accepts('src/adapters/web/routes.cpp', include('adapters/net/http_server.hpp'));
    refuses('src/adapters/net/http_server.cpp', include('adapters/web/routes.hpp'), 'layers');
  });
  test('a worker sees wire/voice and base only', () => {
    accepts('src/workers/sip/main.cpp', include('wire/voice/hello.hpp') + include('base/id.hpp'));
    refuses('src/workers/sip/main.cpp', include('wire/events.hpp'), 'layers');
    refuses('src/workers/sip/main.cpp', include('app/engine.hpp'), 'layers');
  });
  test('wire/voice includes base only', () => {
    refuses('src/wire/voice/hello.hpp', include('app/engine.hpp'), 'layers');
    refuses('src/wire/voice/hello.hpp', include('wire/events.hpp'), 'layers');
    accepts('src/wire/voice/hello.hpp', include('base/id.hpp'));
  });
  test('a path that is not relative to src is refused', () => {
    assert.deepEqual(rulesOf('src/app/engine.cpp', include('engine.hpp'), () => false), ['layers']);
  });
  test('only tests include the test support', () => {
    accepts('src/app/engine_test.cpp', include('tests/support/floor.hpp'));
    refuses('src/app/engine.cpp', include('tests/support/floor.hpp'), 'layers');
  });
  test('scenarios run without adapters, contract tests with them', () => {
    refuses('tests/scenarios/run.cpp', include('adapters/sql/journal.hpp'), 'layers');
    accepts('tests/contract/journal.cpp', include('adapters/sql/journal.hpp'));
  });
  test('an include in a comment is no include', () => {
    accepts('src/base/id.hpp', '// #include "app/engine.hpp"\n/*\n#include "app/engine.hpp"\n*/\n');
  });
});

describe('rooms', () => {
  const cases = [
    ['boost/json.hpp', 'src/wire/x.cpp', 'src/app/x.cpp'],
    ['boost/asio/ip/tcp.hpp', 'src/adapters/net/x.cpp', 'src/adapters/web/x.cpp'],
    ['boost/beast/http.hpp', 'src/adapters/net/x.cpp', 'src/server/x.cpp'],
    ['sqlite3.h', 'src/adapters/sql/x.cpp', 'src/adapters/local/x.cpp'],
    ['re/re.h', 'src/workers/media/x.cpp', 'src/adapters/voice/x.cpp'],
    ['sofia-sip/nua.h', 'src/workers/sip/x.cpp', 'src/adapters/voice/x.cpp'],
    ['openssl/evp.h', 'src/adapters/local/x.cpp', 'src/domain/access/x.cpp'],
    ['spdlog/spdlog.h', 'src/adapters/local/x.cpp', 'src/server/x.cpp'],
    ['mutex', 'src/adapters/sql/x.cpp', 'src/app/x.cpp'],
    ['fstream', 'src/server/x.cpp', 'src/wire/x.cpp'],
    ['random', 'src/adapters/local/x.cpp', 'src/domain/routing/x.cpp'],
    ['iostream', 'src/server/main.cpp', 'src/base/x.cpp'],
  ];
  for (const [header, inside, outside] of cases) {
    test(`<${header}> may be seen in ${inside}, not in ${outside}`, () => {
      accepts(inside, `#include <${header}>\n`);
      refuses(outside, `#include <${header}>\n`, 'rooms');
    });
  }
  test('<format> has no room at all', () => refuses('src/server/x.cpp', '#include <format>\n', 'rooms'));
});

describe('bans', () => {
  const refused = [
    ['clock', 'src/app/x.cpp', 'auto now = std::chrono::steady_clock::now();'],
    ['clock', 'tests/simulation/x.cpp', 'auto now = std::chrono::system_clock::now();'],
    ['local_time', 'src/server/x.cpp', 'localtime_r(&seconds, &parts);'],
    ['random', 'src/domain/routing/x.cpp', 'int dice = std::rand();'],
    ['sleep', 'src/adapters/sql/x_test.cpp', 'std::this_thread::sleep_for(10ms);'],
    ['output', 'src/wire/x.cpp', 'std::cout << text;'],
    ['throw', 'src/domain/routing/x.cpp', 'throw std::runtime_error("no");'],
    ['throw', 'src/app/x.cpp', '} catch (...) {'],
    ['format', 'src/wire/x.cpp', 'auto text = std::format("{}", 1);'],
    ['expected', 'src/ports/x.hpp', 'std::expected<int, Error> read();'],
    ['assert', 'src/app/x.cpp', 'assert(ready);'],
    ['new', 'src/adapters/net/x.cpp', 'auto* socket = new Socket(loop);'],
    ['new', 'src/adapters/net/x.cpp', 'delete socket;'],
    ['new', 'src/adapters/net/x.cpp', 'delete[] bytes;'],
    ['stoi', 'src/wire/x.cpp', 'int port = std::stoi(text);'],
    ['c_string', 'src/wire/x.cpp', 'sprintf(buffer, "%d", port);'],
    ['environment', 'src/adapters/web/x.cpp', 'auto home = std::getenv("HOME");'],
    ['thread', 'src/app/x.hpp', 'std::mutex mutex_;'],
    ['process_exit', 'src/adapters/sql/x.cpp', 'std::exit(1);'],
    ['using_std', 'bench/routing.cpp', 'using namespace std;'],
    ['endl', 'src/server/main.cpp', 'std::cout << std::endl;'],
    ['unfinished', 'src/app/x.cpp', '// FIXME: later'],
    ['unfinished', 'docs/glossary.md', 'TODO: write this'],
  ];
  for (const [rule, file, text] of refused) {
    test(`${rule} is refused in ${file}: ${text}`, () => refuses(file, text, rule));
  }

  const accepted = [
    ['src/adapters/local/clock.cpp', 'auto now = std::chrono::system_clock::now();'],
    ['src/adapters/net/timer.cpp', 'auto now = std::chrono::steady_clock::now();'],
    ['bench/chat/load.cpp', 'auto now = std::chrono::steady_clock::now();'],
    ['src/app/x.hpp', 'Engine(const Engine&) = delete;'],
    ['src/app/x.hpp', 'Engine& operator=(const Engine&) = delete;'],
    ['src/app/x.cpp', 'static_assert(sizeof(Event) <= 64);'],
    ['src/app/x.cpp', '// we throw nothing, assert(nothing) and own no new Thing'],
    ['src/app/x.cpp', 'log::info("throw new assert(std::cout)");'],
    ['src/app/x.cpp', 'auto text = R"(throw std::format)";'],
    ['src/app/x.cpp', 'const int new_offers = 0; offers.erase(new_offers);'],
    ['src/app/x.cpp', 'clock_.now(); state.wakeup.sleep(1);'],
    ['src/base/result.hpp', '[[noreturn]] void throw_exception_from_error(const Error& error);'],
    ['src/domain/routing/x_test.cpp', 'std::size_t big = 1\'000\'000; char quote = \'"\';'],
    ['docs/glossary.md', 'A method, not a todo.'],
  ];
  for (const [file, text] of accepted) {
    test(`nothing is refused in ${file}: ${text}`, () => accepts(file, text));
  }

  test('an exception is granted to a line that gives a reason', () => {
    const line = 'auto* raw = new Socket(loop);';
    accepts('src/adapters/net/x.cpp', `// check_tree: allow new: the loop owns it\n${line}`);
    accepts('src/adapters/net/x.cpp', `${line}  // check_tree: allow new: the loop owns it`);
    refuses('src/adapters/net/x.cpp', `// check_tree: allow new:\n${line}`, 'new');
    refuses('src/adapters/net/x.cpp', `// check_tree: allow throw: odd\n${line}`, 'new');
  });
  test('every answer names what to use instead, and the line', () => {
    const [fault] = checkFile('src/app/x.cpp', '\nassert(x);\n', everythingExists).faults;
    assert.equal(fault.line, 2);
    assert.match(fault.message, /use FL_CHECK/);
  });
  test('a header without #pragma once is refused', () => {
    const { faults } = checkFile('src/app/x.hpp', 'struct X {};\n', everythingExists);
    assert.deepEqual(faults.map((fault) => fault.rule), ['pragma_once']);
  });
  test('a C++ file is named in snake_case', () => {
    refuses('src/app/deskRoutes.cpp', '', 'file_name');
  });
});

describe('sizes', () => {
  test('a long file is a question, not a fault', () => {
    const { faults, questions } = checkFile('src/app/x.cpp', '\n'.repeat(401), everythingExists);
    assert.deepEqual(faults, []);
    assert.equal(questions.length, 1);
  });
  test('a file of 400 lines is no question', () => {
    const { questions } = checkFile('src/app/x.cpp', '\n'.repeat(400), everythingExists);
    assert.deepEqual(questions, []);
  });
});

describe('browser', () => {
  const imports = (path) => `import { x } from '${path}';\n`;
  test('features never import each other', () => {
    refuses('web/src/features/offers/card.vue', imports('../wallboard/x'), 'layers');
    refuses('web/src/features/offers/card.vue', imports('@/features/wallboard/x'), 'layers');
    accepts('web/src/features/offers/card.vue', imports('./countdown') + imports('@/model/state'));
  });
  test('ui knows no domain word', () => {
    for (const room of ['model', 'features/offers', 'protocol']) {
      refuses('web/src/ui/button.vue', imports(`@/${room}/x`), 'layers');
    }
    accepts('web/src/ui/button.vue', imports('vue') + imports('./tokens') + imports('@/actions'));
    refuses('web/src/actions/keyboard.ts', imports('@/model/state'), 'layers');
  });
  test('the model sees the protocol and nothing else', () => {
    accepts('web/src/model/reduce.ts', imports('../protocol/events'));
    refuses('web/src/model/reduce.ts', imports('../ui/button.vue'), 'layers');
    refuses('web/src/protocol/events.ts', imports('../model/state'), 'layers');
  });
  test('the widget uses no framework', () => {
    refuses('web/widget/main.ts', imports('vue'), 'layers');
    accepts('web/widget/main.ts', imports('./socket'));
  });
  test('markup from a string is refused', () => {
    refuses('web/widget/main.ts', 'root.innerHTML = text;', 'html');
    refuses('web/src/features/conversation/message.vue', '<p v-html="text"></p>', 'html');
    accepts('web/widget/main.ts', 'if (root.innerHTML === text) return;');
  });
});

describe('reading C++', () => {
  test('comments and literals are blanked and lines keep their numbers', () => {
    const text = 'a(); // b\n/* c\n d */ e("f \\" g", \'h\');\nR"x(i\n)" j)x" k';
    const code = codeOnly(text);
    assert.equal(code.split('\n').length, text.split('\n').length);
    assert.deepEqual(code.match(/[a-z]/g), ['a', 'e', 'k']);
  });
});
