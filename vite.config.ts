import { execSync } from 'node:child_process'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
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

/**
 * Keeps code that other chunks import out of entry files: WebKit evaluates a worker's entry a second time when a chunk
 * imports it, and `instanceof` fails between the two copies of a class. `tools/check-bundles.ts` holds it.
 */
const entriesApart = (name: string) => ({
  groups: [
    {
      name,
      tags: ['$initial' as const],
      test: (id: string) => !/(-worker\.ts|main\.tsx|index\.html)$/.test(id),
    },
  ],
})

/**
 * What the built page may load and run: only files that it came with. Inline scripts, inline styles and `eval` are
 * refused. React and React Flow set styles through the object model, which no policy restricts.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Edited code runs in workers that the page makes from a blob. They inherit this policy, so no text becomes code there.
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** For the build only: the development server refreshes by an inline script. */
const withContentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
}

const classNames = { class: true, function: false }

export default defineConfig({
  // Relative, so that the static build works from any sub-path.
  base: './',
  plugins: [react(), withContentSecurityPolicy],
  define: { __BUILD__: JSON.stringify(buildId()) },
  // Names of error classes are in the trace and decide which supervisor acts: minifying must not change them. Names of
  // functions are not, and keeping those too would cost a worker 2 kB.
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        minify: { compress: { keepNames: classNames }, mangle: { keepNames: classNames } },
        codeSplitting: entriesApart('shared'),
      },
    },
  },
  build: {
    target: 'es2022',
    sourcemap: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { keepNames: true, codeSplitting: entriesApart('page') } },
  },
  // What only workers or lazy parts import is found late, and finding it reloads the page: a power failure.
  optimizeDeps: {
    include: [
      '@noble/hashes/sha2.js',
      '@noble/hashes/utils.js',
      '@tanstack/react-virtual',
      '@xyflow/react',
      'acorn',
      'comlink',
      'idb',
      'lucide-react',
      'react',
      'react-dom/client',
      'react-resizable-panels',
      'sucrase',
      'use-intl',
      'use-intl/core',
      'valibot',
      'zustand',
      'zustand/react/shallow',
    ],
  },
  server: { port: 5173 },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tools/**/*.test.ts'],
    testTimeout: 60_000,
    // Test files share a worker's modules: starting each afresh took as long as the tests themselves.
    isolate: false,
    // The default leaves one core idle, which is half of the machine that CI has.
    maxWorkers: '100%',
  },
})
