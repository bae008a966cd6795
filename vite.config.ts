import { execSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import compileMessage from 'icu-minify/compile'
import { type Plugin, runnerImport } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { withoutUnusedParts } from './tools/unused-parts.ts'

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
  "manifest-src 'self'",
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

/**
 * Stores every file of the build in the browser, so that an opened page also opens without a network. The page itself comes
 * from the network while there is one, so that a new build is seen at the next load; its files have hashes in their names.
 * A new worker waits until no page of the old build is open, because that page may still load parts of it.
 */
const offline = VitePWA({
  injectRegister: false,
  includeAssets: [],
  manifest: {
    name: 'Actorium',
    short_name: 'Actorium',
    description: 'A cluster of actors that lives in this tab: watch it, command it, break it.',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#4a58c9',
    icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  },
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg}'],
    // Set to null because "/" would come from the store even while there is a network.
    directoryIndex: null,
    navigateFallback: null,
    skipWaiting: false,
    clientsClaim: true,
    inlineWorkboxRuntime: true,
    runtimeCaching: [
      {
        urlPattern: ({ request }) => request.mode === 'navigate',
        handler: 'NetworkOnly',
        options: { precacheFallback: { fallbackURL: 'index.html' } },
      },
    ],
  },
})

/** Modules that export messages and nothing else. */
const messageModules = /\/src\/playground\/texts\/(?:en|deferred-en|ja|journal-texts|share-texts)\.ts$/
const compiled = (messages: unknown): unknown =>
  typeof messages === 'string'
    ? compileMessage(messages)
    : Object.fromEntries(Object.entries(messages as object).map(([key, message]) => [key, compiled(message)]))
/** Compiles the page's messages, so that the page neither loads a parser nor parses each message when it is first shown. */
const compiledMessages: Plugin = {
  name: 'compiled-messages',
  enforce: 'pre',
  apply: 'build',
  resolveId: (id, importer) =>
    id === 'use-intl/format-message' && importer !== undefined
      ? fileURLToPath(import.meta.resolve('use-intl/format-message/format-only'))
      : null,
  async load(id) {
    if (!messageModules.test(id)) return null
    const { module } = await runnerImport<Record<string, unknown>>(id)
    return Object.entries(module)
      .map(([name, messages]) => `export const ${name} = ${JSON.stringify(compiled(messages))}`)
      .join('\n')
  },
}

const classNames = { class: true, function: false }
/**
 * Names of error classes are in the trace and decide which supervisor acts: minifying must not change them. Names of functions
 * are not, and keeping those too would cost the page 12 kB and a worker 2 kB.
 */
const withClassNames = { compress: { keepNames: classNames }, mangle: { keepNames: classNames } }

export default defineConfig({
  // Relative, so that the static build works from any sub-path.
  base: './',
  plugins: [react(), compiledMessages, withoutUnusedParts, withContentSecurityPolicy, offline],
  define: { __BUILD__: JSON.stringify(buildId()) },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        minify: withClassNames,
        codeSplitting: entriesApart('shared'),
      },
    },
  },
  build: {
    target: 'es2022',
    sourcemap: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { minify: withClassNames, codeSplitting: entriesApart('page') } },
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
      'valibot',
      'zustand',
      'zustand/react/shallow',
    ],
  },
  server: { port: 5173 },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tools/**/*.test.ts'],
    // Limits for what never ends: on two busy cores a search for a counterexample takes a minute.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Test files share a worker's modules: starting each afresh took as long as the tests themselves.
    isolate: false,
    // Without `setImmediate`: fake-indexeddb runs on it, and a transaction that a fake one catches blocks its database in all
    // later files of the worker.
    fakeTimers: {
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    },
    // The default leaves one core idle, which is half of the machine that CI has.
    maxWorkers: '100%',
  },
})
