import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { packed } from '../widget/packed.ts'

const output = fileURLToPath(new URL('../dist/demo', import.meta.url))

// The shop of the demonstration, served at /demo: plain files, nothing inline.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/demo/',
  publicDir: false,
  plugins: [packed(output)],
  build: {
    outDir: output,
    emptyOutDir: true,
    assetsDir: '',
    target: 'es2022',
    assetsInlineLimit: 0, // data: URLs would need a wider content security policy
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: { entryFileNames: 'shop.js', assetFileNames: 'shop[extname]' },
    },
  },
})
