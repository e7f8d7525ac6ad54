import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** What the built page may load. The host sends the same as a header; this one also holds where no header is sent. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ws://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Only in builds: the development server needs inline scripts. */
const contentPolicy: Plugin = {
  name: 'belljar-content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
  ],
}

export default defineConfig({
  root: 'renderer',
  // Relative, so that the page works at belljar://app/ and at http://127.0.0.1:PORT/ alike.
  base: './',
  plugins: [react(), contentPolicy],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // The first versions that know light-dark(): older targets would get it rewritten into something larger.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    chunkSizeWarningLimit: 900,
    // The page takes types of the contract and checks no input: nothing of the schemas, nor zod, belongs into it.
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !/[/\\](?:shared|node_modules[/\\]zod)[/\\]/.test(id) },
    },
  },
})
