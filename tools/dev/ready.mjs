// Reads the server's standard output and shows a person what its ready line means.
// Other lines pass through. Into a file or a pipe the ready line itself passes through too.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

// The terminal sends Ctrl-C to both; the server decides when it ends, and then so does its output.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const open = process.argv.includes('--open');

function welcome(ready) {
  const base = `http://${ready.http}`;
  return `
  Firstline ${ready.version} is ready.

    agent's desk     ${base}/            ann@demo.test, bob@demo.test, cai@demo.test
    supervisor       ${base}/supervisor  sue@demo.test
    administrator    ${base}/admin       ada@demo.test
    password         firstline-demo      (for all of them, from this machine only)

    a customer       ${base}/demo        a shop with the chat window, in another browser
    contact page     ${base}/contact/demo
    API              ${base}/api/docs

  Data is in ./var; Ctrl-C stops.
`;
}

function openBrowser(url) {
  const child = spawn('xdg-open', [url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log(`  No browser could be started; open ${url}`));
  child.unref();
}

function readyLine(line) {
  try {
    const value = JSON.parse(line);
    return value?.event === 'ready' ? value : null;
  } catch {
    return null;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const ready = readyLine(line);
  if (!ready || !process.stdout.isTTY) console.log(line);
  if (!ready) continue;
  console.log(welcome(ready));
  if (open) openBrowser(`http://${ready.http}/`);
}
