// Calls and words that the tree does not use, each with what to use instead.
// A line that has a reason to be an exception says so, on itself or on the line before:
//   // check_tree: allow new: Beast takes ownership of the raw pointer

const clockFiles = /^(src\/adapters\/local\/clock\.cpp|src\/adapters\/net\/|bench\/)/;
const pureLayers = /^src\/(base|domain|ports|app)\//;
const sources = /^src\//;
const anywhere = /^/;
const nowhere = /(?!)/;

// pattern: on C++ without comments and literals. where: the files it holds for. except: the rest.
export const bans = [
  {
    rule: 'clock',
    pattern: /\b(system_clock|steady_clock|high_resolution_clock)::now\b|\bclock_gettime\b|\bgettimeofday\b|\bstd::time\s*\(/,
    where: anywhere,
    except: clockFiles,
    instead: 'an argument `now`, or the clock port',
  },
  {
    rule: 'local_time',
    pattern: /\b(localtime(_r)?|gmtime|mktime|strftime)\s*\(/,
    where: anywhere,
    except: nowhere,
    instead: 'base/time.hpp; zone offsets are injected',
  },
  {
    rule: 'random',
    pattern: /\bstd::s?rand\b|\brandom_device\b|(?<![\w.:>])s?rand\s*\(/,
    where: anywhere,
    except: /^src\/adapters\/local\//,
    instead: 'the random port, or a seed passed in',
  },
  {
    rule: 'sleep',
    pattern: /\bsleep_(for|until)\b|\b(u|nano)sleep\s*\(|(?<![\w.>])sleep\s*\(/,
    where: anywhere,
    except: /^bench\//,
    instead: 'a timer (next_wakeup, adapters/net) or an awaited event',
  },
  {
    rule: 'output',
    pattern: /\bstd::(cout|cerr|clog)\b|(?<![\w.>])f?printf\s*\(|(?<![\w.>])puts\s*\(|\bfmt::print\b/,
    where: sources,
    // The last words of a process that stops because of a bug go straight to stderr.
    except: /^src\/(server|workers)\/|^src\/base\/(check|result)\.cpp$/,
    instead: 'base/log.hpp at the boundary, or return the text',
  },
  {
    rule: 'throw',
    pattern: /\bthrow\b|\bcatch\s*\(/,
    where: pureLayers,
    except: /_test\.cpp$/,
    instead: 'Result<T> for errors, FL_CHECK for bugs (base/result.hpp, base/check.hpp)',
  },
  { rule: 'format', pattern: /\bstd::(v?format(_to)?|print(ln)?)\b/, where: anywhere, except: nowhere, instead: 'fmt::format' },
  { rule: 'expected', pattern: /\bstd::expected\b/, where: anywhere, except: nowhere, instead: 'Result<T> (base/result.hpp)' },
  {
    rule: 'assert',
    pattern: /(?<![\w.:>])assert\s*\(/,
    where: anywhere,
    except: nowhere,
    instead: 'FL_CHECK (base/check.hpp), which holds in release too',
  },
  {
    rule: 'new',
    pattern: /(?<!\boperator\s)\bnew\s+(\(|[A-Za-z_:])|(?<!\boperator\s)(?<!=\s?)\bdelete\b(?!\s*[;,)])|\bdelete\s+[\w*(]/,
    where: anywhere,
    except: nowhere,
    instead: 'a value, std::make_unique or a container',
  },
  { rule: 'malloc', pattern: /(?<![\w.>])(malloc|calloc|realloc|free|strdup)\s*\(/, where: sources, except: nowhere, instead: 'a value or a container' },
  {
    rule: 'stoi',
    pattern: /\bstd::sto(i|l|ll|ul|ull|f|d|ld)\b|(?<![\w.>])(atoi|atol|atoll|atof|strtol|strtoul|strtoll|strtoull)\s*\(/,
    where: anywhere,
    except: nowhere,
    instead: 'std::from_chars, and check that it took the whole text',
  },
  {
    rule: 'c_string',
    pattern: /(?<![\w.>])(strcpy|strcat|sprintf|vsprintf|gets|strtok|sscanf)\s*\(/,
    where: anywhere,
    except: nowhere,
    instead: 'std::string and fmt::format',
  },
  {
    rule: 'environment',
    pattern: /(?<![\w.>])(std::)?(secure_)?getenv\s*\(/,
    where: sources,
    except: /^src\/(server|adapters\/local)\//,
    instead: 'the configuration, read once by the server',
  },
  {
    rule: 'thread',
    pattern: /\bstd::(j?thread|async|mutex|shared_mutex|recursive_mutex|condition_variable(_any)?)\b/,
    where: /^src\/(domain|ports|app|wire)\//,
    except: nowhere,
    instead: 'the floor: these layers run on one thread',
  },
  { rule: 'process_exit', pattern: /(?<![\w.>])(std::)?(exit|_exit|quick_exit|abort)\s*\(/, where: /^src\/(domain|ports|app|wire|adapters)\//, except: nowhere, instead: 'FL_CHECK for bugs, a Result for errors, the stop port for the rest' },
  { rule: 'using_std', pattern: /\busing\s+namespace\s+std\s*;/, where: anywhere, except: nowhere, instead: 'the names, qualified' },
  { rule: 'endl', pattern: /\bstd::endl\b/, where: anywhere, except: nowhere, instead: "'\\n', and a flush where one is meant" },
];

// Words that mark unfinished work, in any text of the tree.
export const unfinished = /\b(FIXME|TODO|XXX|HACK)\b/;

// In the browser text is text: markup from outside would run as script. A test makes its own page.
export const webBans = [
  { rule: 'html', pattern: /\bv-html\b|\.(innerHTML|outerHTML)\s*\+?=(?!=)|\binsertAdjacentHTML\b|\bdocument\.write\b/, except: /_test\.ts$/, instead: 'text interpolation or textContent' },
  { rule: 'eval', pattern: /(?<![\w.])eval\s*\(|\bnew Function\s*\(/, instead: 'a function; the content policy forbids it' },
];

// True when line `index` (from 0) or the one before carries "check_tree: allow <rule>: reason".
export function isAllowed(lines, index, rule) {
  const mark = new RegExp(`check_tree: allow ${rule}: \\S`);
  return mark.test(lines[index]) || (index > 0 && mark.test(lines[index - 1]));
}
