/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const source = fileURLToPath(new URL('./src', import.meta.url))

// During development the interface comes from vite and everything else from a running server.
const server = process.env.FIRSTLINE_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': source } },
  define: {
    __VUE_OPTIONS_API__: 'true', // Naive UI's parts use it
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
  },
  // The server may put a nonce here for each page it sends; see src/ui/csp_nonce.ts.
  html: { cspNonce: 'FIRSTLINE_CSP_NONCE' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // data: URLs would need a wider content security policy
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': { target: server, ws: true },
      '/widget.js': server,
      '/demo': server,
      '/help': server,
      '/contact': server,
    },
  },
  test: {
    environment: 'jsdom',
    include: ['{src,widget,demo,contact}/**/*_test.ts'],
    restoreMocks: true,
    css: false,
    server: { deps: { inline: ['naive-ui', 'vueuc', 'date-fns'] } },
  },
})
