import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { packed } from './packed.ts'

const output = fileURLToPath(new URL('../dist', import.meta.url))

// The visitor's widget: one file without a framework, loaded by foreign pages. What a page pays for
// its chat, styles and three languages included, is limited.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  plugins: [packed(output, { 'widget.js': 30_000 })],
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
