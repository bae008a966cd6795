import type { Action } from '../../trace/action.ts'
import type { Plain } from '../../trace/plain.ts'
import type { Story } from './story.ts'

const tell = (message: { readonly type: string; readonly [key: string]: Plain }): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message,
})
const write = (value: string): Action => tell({ type: 'Write', key: 'hoge', value })

/** The program of the article: as printed, and with every repair. */
export const cqrsAsPrintedStories: readonly Story[] = [
  {
    name: 'cqrs-as-printed',
    scenario: 'cqrs-as-printed',
    seed: 1,
    steps: [
      [9000, write('fuga')],
      [14_000, tell({ type: 'Get', key: 'hoge' }), write('piyo'), write('poyo')],
      [16_000, tell({ type: 'SaveSnapshotEvent' })],
      [28_000, { type: 'Leave', node: 'node-1' }],
    ],
    until: 36_000,
  },
  {
    name: 'cqrs-as-printed-repaired',
    scenario: 'cqrs-as-printed',
    seed: 1,
    settings: {
      printed: {
        readersShareTheStream: false,
        replaySendsCommands: false,
        snapshotIsNeverSaved: false,
        snapshotIsIgnored: false,
        deletesItsHistory: false,
        sleepsInTheHandler: false,
        readersOnlyListen: false,
        subscribesBeforeRecovery: false,
        journalDiesWithItsNode: false,
        oneUpdateNode: false,
        stopsByPoisonPill: false,
      },
    },
    steps: [
      [8000, write('fuga'), write('piyo')],
      [9000, tell({ type: 'SaveSnapshotEvent' }), write('poyo')],
      [10_000, { type: 'Kill', participant: 'node-1' }],
      [11_000, write('late')],
      [27_000, tell({ type: 'Get', key: 'hoge' })],
    ],
    until: 29_000,
  },
]
