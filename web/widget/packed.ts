import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

// Writes "x.gz" beside each script and style of a folder, once at build time; the server gives it to
// browsers that take it. `limits` are bytes of the packed file; more is a failed build.
export function packed(folder: string, limits: Record<string, number> = {}): Plugin {
  return {
    name: 'firstline-packed',
    closeBundle() {
      const files = readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))
      for (const file of files) {
        const bytes = gzipSync(readFileSync(join(folder, file)), { level: 9 })
        writeFileSync(join(folder, `${file}.gz`), bytes)
        const limit = limits[file]
        if (limit === undefined) continue
        const text = `${file} is ${bytes.length} bytes with gzip; the limit is ${limit}`
        if (bytes.length > limit) throw new Error(text)
        console.log(text)
      }
    },
  }
}
