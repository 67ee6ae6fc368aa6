// Everything there is to say about one file: faults, which fail, and questions, which only ask.
import { bans, isAllowed, unfinished, webBans } from './bans.mjs';
import { importFaults, includeFaults } from './layers.mjs';
import { codeOnly, importsOf, includesOf } from './source.mjs';

const longestFile = 400;
const cppFile = /^(src|tests|bench)\/.*\.(cpp|hpp)$/;
const webFile = /^web\/.*\.(ts|vue|js|mjs)$/;
const textFile = /\.(cpp|hpp|ts|vue|js|mjs|css|html|sh|md|toml|yml|yaml|cmake|sql|scenario)$|^dev$/;
// The checker and its own test name what they forbid.
const checkerFile = /^tools\/check_tree\//;

function checkCpp(file, text, lines, exists) {
  const faults = [];
  for (const include of includesOf(text)) {
    for (const fault of includeFaults(file, include, exists)) {
      faults.push({ ...fault, line: include.line });
    }
  }
  const held = bans.filter((ban) => ban.where.test(file) && !ban.except.test(file));
  codeOnly(text)
    .split('\n')
    .forEach((code, index) => {
      if (/^\s*#\s*include/.test(code)) return;
      for (const ban of held) {
        const match = ban.pattern.exec(code);
        if (match) {
          const message = `${match[0].trim()}: use ${ban.instead}`;
          faults.push({ rule: ban.rule, line: index + 1, message });
        }
      }
    });
  if (file.endsWith('.hpp') && !/^#pragma once$/m.test(text)) {
    faults.push({ rule: 'pragma_once', line: 1, message: 'a header begins with #pragma once' });
  }
  if (!/^[a-z0-9_/.]+$/.test(file)) {
    faults.push({ rule: 'file_name', line: 1, message: 'C++ files are named in snake_case' });
  }
  return faults.filter((fault) => !isAllowed(lines, fault.line - 1, fault.rule));
}

function checkWeb(file, text, lines) {
  const faults = [];
  for (const { line, path } of importsOf(text)) {
    for (const fault of importFaults(file, path)) faults.push({ ...fault, line });
  }
  lines.forEach((content, index) => {
    for (const ban of webBans) {
      if (ban.except?.test(file)) continue;
      const match = ban.pattern.exec(content);
      if (match) {
        const message = `${match[0].trim()}: use ${ban.instead}`;
        faults.push({ rule: ban.rule, line: index + 1, message });
      }
    }
  });
  return faults.filter((fault) => !isAllowed(lines, fault.line - 1, fault.rule));
}

function checkUnfinished(lines) {
  return lines.flatMap((content, index) => {
    const match = unfinished.exec(content);
    const message = `${match?.[0]}: finish it, or say it in an issue`;
    return match ? [{ rule: 'unfinished', line: index + 1, message }] : [];
  });
}

// {faults, questions} of a file; each {rule, line, message}.
// `file` is relative to the root; `exists(path)` answers for other files of the tree.
export function checkFile(file, text, exists) {
  const lines = text.split('\n');
  const faults = [];
  const questions = [];
  if (cppFile.test(file)) faults.push(...checkCpp(file, text, lines, exists));
  if (webFile.test(file)) faults.push(...checkWeb(file, text, lines));
  if (textFile.test(file) && !checkerFile.test(file)) faults.push(...checkUnfinished(lines));
  if ((cppFile.test(file) || webFile.test(file)) && lines.length - 1 > longestFile) {
    const message = `${lines.length - 1} lines: does this file do one thing?`;
    questions.push({ rule: 'size', line: 1, message });
  }
  return { faults, questions };
}
