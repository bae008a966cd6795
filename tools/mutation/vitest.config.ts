import { defineConfig } from 'vitest/config'
import { filesWithActorRows } from '../../src/cli/conformance/found-tests.ts'

/**
 * The tests that are run against each mutant: those that carry actor rows. They share one thread and its modules,
 * which is what makes a mutant cost half a second.
 */
export default defineConfig({
  test: { include: filesWithActorRows('src/runtime'), isolate: false, testTimeout: 20_000 },
})
