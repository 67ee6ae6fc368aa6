// Checks the tree against docs/architecture.md and the style: layers, rooms, banned calls.
//
//   node tools/check_tree/main.mjs [FILE…]     without files: the whole tree
//
// Faults end it with 1; questions (a long file) are only printed.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { checkFile } from './check.mjs';

const largestFile = 1 << 20;
// Made by tools, or not ours.
const skipped = new Set(['.git', '.cache', 'build', 'dist', 'node_modules', 'var']);

function filesBelow(folder) {
  return readdirSync(folder || '.', { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

const files = process.argv.length > 2 ? process.argv.slice(2) : filesBelow('');
let faultCount = 0;
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  if (text.length > largestFile) continue;
  const { faults, questions } = checkFile(file, text, existsSync);
  for (const { rule, line, message } of faults) {
    console.log(`${file}:${line}: [${rule}] ${message}`);
  }
  for (const { line, message } of questions) console.log(`${file}:${line}: question: ${message}`);
  faultCount += faults.length;
}
console.log(`check_tree: ${files.length} files, ${faultCount} faults`);
process.exit(faultCount === 0 ? 0 : 1);
