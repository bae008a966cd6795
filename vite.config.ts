import { execSync } from 'node:child_process'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Which build this is, for run files: the commit, or `dev` outside a checkout. */
function buildId(): string {
  try {
    return execSync('git rev-parse --short HEAD', { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return 'dev'
  }
}

export default defineConfig({
  // Relative, so that the static build works from any sub-path.
  base: './',
  plugins: [react()],
  define: { __BUILD__: JSON.stringify(buildId()) },
  // Names of error classes are in the trace and decide which supervisor acts: minifying must not change them.
  worker: { format: 'es', rolldownOptions: { output: { keepNames: true } } },
  build: {
    target: 'es2022',
    sourcemap: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { keepNames: true } },
  },
  server: { port: 5173 },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tools/**/*.test.ts'],
    testTimeout: 60_000,
  },
})
