import type { RunFile, RunHeader } from './run-file.ts'
import { runFileFormat, runFileVersion } from './run-file.ts'

/** Header of a run of a test. */
export const testHeader = (
  scenario: string,
  seed: number,
  settings: RunHeader['settings'] = {},
): RunHeader => ({ format: runFileFormat, version: runFileVersion, build: 'test', scenario, seed, settings })

/** Header of a small hand-written run for tests. */
export const sampleHeader: RunHeader = testHeader('cqrs', 7, { profile: 'fast' })

export const sampleRun: RunFile = {
  header: sampleHeader,
  actions: [
    {
      index: 0,
      at: 5000,
      action: {
        type: 'Tell',
        participant: 'client',
        actor: '/user/client',
        message: { type: 'Write', key: 'hoge', value: 'fuga' },
      },
    },
    { index: 1, at: 9000, action: { type: 'Kill', participant: 'node-1' } },
    { index: 2, at: 9000, action: { type: 'Start', participant: 'node-5', roles: ['read'] } },
  ],
  until: 20_000,
  hash: 'ab'.repeat(32),
}
