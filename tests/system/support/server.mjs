// Starts the real binary on a free port with a data directory of its own, and kills it as asked.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after } from 'node:test'

export const binary = path.resolve(process.env.FIRSTLINE_BIN ?? 'build/release/firstline')

// A test that failed has not stopped its servers, and a running child keeps the file from ending.
const running = new Set()
after(() => {
  for (const child of running) child.kill('SIGKILL')
})

export async function temporaryData() {
  return mkdtemp(path.join(tmpdir(), 'firstline-system-'))
}

export async function removeData(data) {
  await rm(data, { recursive: true, force: true })
}

// Resolves when the ready line was printed. `arguments_` come after `serve --data … --http …`.
export async function startServer({
  data,
  http = '127.0.0.1:0',
  arguments_ = ['--demo'],
  environment = {},
}) {
  const child = spawn(binary, ['serve', '--data', data, '--http', http, ...arguments_], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const log = []
  const readers = new Set()
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line)
    if (log.length > 200) log.shift()
    for (const reader of readers) reader(line)
  })
  running.add(child)
  const exited = new Promise((resolve) =>
    child.once('exit', (code, signal) => {
      running.delete(child)
      resolve({ code, signal })
    }),
  )
  const began = performance.now()
  const ready = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    exited.then(({ code, signal }) =>
      reject(new Error(`the server ended with ${code ?? signal}:\n${log.join('\n')}`)),
    )
  })
  return {
    origin: `http://${ready.http}`,
    http: ready.http,
    pid: child.pid,
    readyMs: performance.now() - began,
    log,
    exited,
    // Resolves with the next line of the log that contains this.
    logged(words) {
      return new Promise((resolve, reject) => {
        const reader = (line) => {
          if (!line.includes(words)) return
          readers.delete(reader)
          resolve(line)
        }
        readers.add(reader)
        exited.then(() => reject(new Error(`the server ended and never said "${words}"`)))
      })
    },
    async kill(signal = 'SIGKILL') {
      child.kill(signal)
      return exited
    },
  }
}
