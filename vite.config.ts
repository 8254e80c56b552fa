import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The desk: built into dist/desk and served under /desk; everything it needs is in the build, nothing comes from elsewhere. */
export default defineConfig({
  root: here('./apps/desk'),
  base: '/desk/',
  plugins: [react()],
  build: {
    outDir: here('./dist/desk'),
    emptyOutDir: true,
    target: 'es2022',
    // Inlined data: URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:3000' } },
})
