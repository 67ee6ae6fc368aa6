import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { packed } from '../widget/packed.ts'

const output = fileURLToPath(new URL('../dist/contact', import.meta.url))

// The contact page of a workspace, served at /contact/{workspace}: plain files, nothing inline.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/contact/',
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
      output: { entryFileNames: 'contact.js', assetFileNames: 'contact[extname]' },
    },
  },
})
