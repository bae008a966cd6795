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
      [18_000, tell({ type: 'Get', key: 'hoge' }), write('piyo'), write('poyo')],
      [20_000, tell({ type: 'SaveSnapshotEvent' })],
      [35_000, { type: 'Leave', node: 'node-1' }],
    ],
    until: 45_000,
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
      [9000, write('fuga'), write('piyo')],
      [12_000, tell({ type: 'SaveSnapshotEvent' }), write('poyo')],
      [15_000, { type: 'Kill', participant: 'node-1' }],
      [16_000, write('late')],
      [30_000, tell({ type: 'Get', key: 'hoge' })],
    ],
    until: 35_000,
  },
]
