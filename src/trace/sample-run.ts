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

/** A branch of a run, with its chapters, its parent and a branch of its own. */
export const sampleFamily: RunFile = {
  ...sampleRun,
  branch: {
    parent: '0',
    at: 8999,
    name: null,
    change: { type: 'act', action: { type: 'Kill', participant: 'node-1' } },
  },
  chapters: [
    { at: 0, name: null },
    { at: 8999, name: 'The crash' },
  ],
  family: {
    shown: { id: '1', number: 1, name: null },
    others: [
      {
        id: '0',
        number: 0,
        name: 'Rehearsal',
        settings: { profile: 'fast' },
        actions: sampleRun.actions.slice(0, 1),
        until: 12_000,
        branch: null,
      },
      {
        id: '2',
        number: 2,
        name: null,
        settings: { profile: 'pekko' },
        actions: sampleRun.actions,
        until: 15_000,
        branch: {
          parent: '1',
          at: null,
          name: 'Slower',
          change: { type: 'settings', settings: { profile: 'pekko' } },
        },
        chapters: [{ at: 9000, name: null }],
      },
    ],
  },
}
