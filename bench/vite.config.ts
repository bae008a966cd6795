import { defineConfig } from 'vite'

/** The pages that only measure: built beside the shipped build, with the same settings for workers. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  worker: { format: 'es', rolldownOptions: { output: { keepNames: true } } },
  build: {
    target: 'es2022',
    outDir: '../output/bench',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { output: { keepNames: true } },
  },
})
