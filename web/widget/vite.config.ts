import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const output = fileURLToPath(new URL('../dist', import.meta.url))

// What a page pays for its chat, styles and three languages included. More is a failed build.
const GZIP_LIMIT = 30_000

function sizeLimit(): Plugin {
  return {
    name: 'firstline-widget-size',
    closeBundle() {
      const size = gzipSync(readFileSync(`${output}/widget.js`), { level: 9 }).length
      const text = `widget.js is ${size} bytes with gzip; the limit is ${GZIP_LIMIT}`
      if (size > GZIP_LIMIT) throw new Error(text)
      console.log(text)
    },
  }
}

// The visitor's widget: one file without a framework, loaded by foreign pages.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  plugins: [sizeLimit()],
  build: {
    outDir: output,
    emptyOutDir: false, // the desk was built into the same directory
    target: 'es2022',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'], // no polyfills for colours
    cssCodeSplit: false,
    reportCompressedSize: false,
    lib: {
      entry: fileURLToPath(new URL('./src/main.ts', import.meta.url)),
      name: 'FirstlineWidget',
      formats: ['iife'],
      fileName: () => 'widget.js',
    },
  },
})
