import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

// The shop of the demonstration, served at /demo: plain files, nothing inline.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/demo/',
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL('../dist/demo', import.meta.url)),
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
