// Who may include whom (docs/architecture.md). Paths are relative to the root of the tree.
import path from 'node:path';

// A layer and the layers it sees besides itself.
const below = {
  base: [],
  domain: ['base'],
  ports: ['base', 'domain'],
  app: ['base', 'domain', 'ports'],
  wire: ['base', 'domain', 'ports', 'app'],
  adapters: ['base', 'domain', 'ports', 'app', 'wire'],
  workers: ['base', 'wire'],
  server: ['base', 'domain', 'ports', 'app', 'wire', 'adapters'],
};

// Libraries that live in one room: what their headers begin with, and where they may be seen.
const rooms = [
  { header: /^boost\/json/, may: /^src\/wire\//, name: 'Boost.JSON', instead: 'a function of src/wire' },
  {
    header: /^boost\/(asio|beast)/,
    may: /^(src\/adapters\/net|bench)\//,
    name: 'Asio and Beast',
    instead: 'the plain interfaces of adapters/net',
  },
  {
    header: /^sqlite3/,
    may: /^(src\/adapters\/sql|bench)\/|^tests\/support\/power_cut_vfs\./,
    name: 'SQLite',
    instead: 'a port, implemented in adapters/sql',
  },
  { header: /^(re|rem|baresip)[/.]/, may: /^src\/workers\//, name: 'libre', instead: 'wire/voice' },
  { header: /^sofia/, may: /^src\/workers\//, name: 'Sofia', instead: 'wire/voice' },
  {
    header: /^(openssl|curl)\//,
    may: /^(src\/adapters|src\/workers|bench)\//,
    name: 'OpenSSL and curl',
    instead: 'a port, implemented by an adapter',
  },
  {
    header: /^spdlog/,
    may: /^src\/adapters\/local\//,
    name: 'spdlog',
    instead: 'base/log.hpp',
  },
  {
    header: /^(toml\+\+|CLI)\//,
    may: /^src\/(adapters\/local|server)\//,
    name: 'toml++ and CLI11',
    instead: 'a value read by the server',
  },
  {
    header: /^(thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|stop_token)$/,
    may: /^(src\/(base|adapters|workers|server)|tests|bench)\//,
    name: 'threads',
    instead: 'the floor: domain, ports, app and wire run on one thread and need no lock',
  },
  {
    header: /^(fstream|filesystem)$/,
    may: /^(src\/(adapters|workers|server)|tests|bench)\/|_test\.cpp$/,
    name: 'files',
    instead: 'a port, implemented by an adapter',
  },
  {
    header: /^random$/,
    may: /^(src\/(adapters|workers)|tests|bench)\//,
    name: '<random>',
    instead: 'the random port, or a value passed in',
  },
  {
    header: /^(iostream|print)$/,
    may: /^(src\/(server|workers)|tests|bench)\//,
    name: '<iostream>',
    instead: 'base/log.hpp, or return the text',
  },
  { header: /^(format|expected)$/, may: /^$/, name: '<format> and <expected>', instead: 'fmt and base/result.hpp' },
];

function parts(file) {
  return file.split('/');
}

// Why `file` may not include the project's header `target`, or null. Both start with "src/".
function layerFault(file, target) {
  const [, layer, folder] = parts(file);
  const [, targetLayer, targetFolder] = parts(target);
  if (!(targetLayer in below)) return `there is no layer "${targetLayer}"`;
  if (layer !== targetLayer && !below[layer].includes(targetLayer)) {
    return `${layer} may not include ${targetLayer}: it sees ${[layer, ...below[layer]].join(', ')}`;
  }
  if (file.startsWith('src/wire/voice/') && targetLayer === 'wire' && targetFolder !== 'voice') {
    return 'wire/voice includes only base and itself: the workers are built from it';
  }
  if (file.startsWith('src/wire/voice/') && !['wire', 'base'].includes(targetLayer)) {
    return 'wire/voice includes only base and itself: the workers are built from it';
  }
  if (layer === 'workers' && targetLayer === 'wire' && targetFolder !== 'voice') {
    return 'a worker knows the protocol, wire/voice, and no policy';
  }
  if (layer === 'domain' && targetLayer === 'domain') return capabilityFault(folder, target);
  if (layer === 'adapters' && targetLayer === 'adapters') {
    if (folder !== targetFolder && targetFolder !== 'net') {
      return `adapters never include each other (except adapters/net): share through a port`;
    }
  }
  return null;
}

// Inside domain a capability includes the headers directly in domain/, catalog and itself.
function capabilityFault(folder, target) {
  const targetParts = parts(target);
  if (targetParts.length === 3) return null;
  const targetFolder = targetParts[2];
  if (targetFolder === 'catalog' && folder !== undefined && !folder.includes('.')) return null;
  if (targetFolder === folder) return null;
  return `capabilities share ids, not types: meet ${targetFolder} in app/reactions`;
}

const testFolders = {
  support: ['base', 'domain', 'ports', 'app', 'wire'],
  scenarios: ['base', 'domain', 'ports', 'app', 'wire'],
  simulation: ['base', 'domain', 'ports', 'app', 'wire'],
};

function projectIncludeFault(file, target, exists) {
  if (target.startsWith('tests/')) {
    // A fixture is what the tests beside it share.
    return file.startsWith('src/') && !/(_test\.cpp|_fixture\.hpp)$/.test(file)
      ? 'only tests include tests/support'
      : null;
  }
  if (target.startsWith('bench/')) {
    return file.startsWith('bench/') ? null : 'only benches include bench/support';
  }
  if (!exists(`src/${target}`)) return 'no such header: include paths are relative to src/';
  if (file.startsWith('src/')) return layerFault(file, `src/${target}`);
  const allowed = testFolders[parts(file)[1]];
  if (file.startsWith('tests/') && allowed && !allowed.includes(parts(target)[0])) {
    return `tests/${parts(file)[1]} runs without adapters: it sees ${allowed.join(', ')}`;
  }
  return null;
}

// Faults of one #include: [{rule, message}]. `exists(path)` tells whether the tree has the file.
export function includeFaults(file, include, exists) {
  if (include.quoted) {
    const message = projectIncludeFault(file, include.path, exists);
    return message ? [{ rule: 'layers', message: `"${include.path}": ${message}` }] : [];
  }
  return rooms
    .filter((room) => room.header.test(include.path) && !room.may.test(file))
    .map((room) => ({
      rule: 'rooms',
      message: `<${include.path}>: ${room.name} may not be used here: use ${room.instead}`,
    }));
}

// web/src/features/offers/card.vue + "../wallboard/x" -> web/src/features/wallboard/x
function resolveImport(file, target) {
  if (target.startsWith('@/')) return `web/src/${target.slice(2)}`;
  if (target.startsWith('.')) return path.posix.join(path.posix.dirname(file), target);
  return null;
}

const webBelow = {
  protocol: ['protocol'],
  model: ['model', 'protocol'],
  // What an action is and how keys reach it; which actions there are stands in the features.
  actions: ['actions', 'ui', 'i18n'],
  ui: ['ui', 'actions', 'i18n'],
  i18n: ['i18n'],
};

// Why a browser file may not import `target`, or [].
export function importFaults(file, target) {
  const fault = (message) => [{ rule: 'layers', message: `"${target}": ${message}` }];
  if (/^web\/widget\//.test(file) && /^(vue|naive-ui|pinia|@tanstack\/)/.test(target)) {
    return fault('the widget uses no framework');
  }
  const resolved = resolveImport(file, target);
  const [, room, feature] = /^web\/src\/([^/]+)\/([^/]+)/.exec(file) ?? [];
  const [, targetRoom, targetFeature] = /^web\/src\/([^/]+)\/?([^/]*)/.exec(resolved ?? '') ?? [];
  if (!room || !targetRoom) return [];
  if (room === 'features' && targetRoom === 'features' && feature !== targetFeature) {
    return fault('features never import each other: share through model or ui');
  }
  if (/[._]test\.[jt]s$/.test(file)) return [];
  if (room in webBelow && !webBelow[room].includes(targetRoom)) {
    return fault(`${room} sees only ${webBelow[room].join(', ')}`);
  }
  return [];
}
