import { fastProfile } from '../../runtime/cluster/cluster-settings.ts'
import { addressOfNode } from '../cqrs/participants.ts'
import { cqrsSettings } from '../cqrs/settings.ts'
import type { ClusterScenarioSettings } from '../scenario.ts'

/** The mistakes of the printed program that have a switch. A further one, its downing, is `cluster.downing`. */
export const defects = [
  'readersShareTheStream',
  'replaySendsCommands',
  'snapshotIsNeverSaved',
  'snapshotIsIgnored',
  'deletesItsHistory',
  'sleepsInTheHandler',
  'readersOnlyListen',
  'subscribesBeforeRecovery',
  'journalDiesWithItsNode',
  'oneUpdateNode',
  'stopsByPoisonPill',
] as const

export type Defect = (typeof defects)[number]

export interface CqrsAsPrintedSettings extends ClusterScenarioSettings {
  readonly uniqueSequenceNrs: boolean
  /** True: as printed. False: repaired. */
  readonly printed: Readonly<Record<Defect, boolean>>
}

const asPrinted = Object.fromEntries(defects.map(defect => [defect, true])) as Record<Defect, boolean>

/** Without the number of nodes, which the printed program fixes. */
const { nodes: _, ...clusterSettings } = cqrsSettings

export const cqrsAsPrintedSettings: CqrsAsPrintedSettings = {
  ...clusterSettings,
  cluster: {
    ...clusterSettings.cluster,
    seedNodes: [1, 2].map(addressOfNode),
    downing: { strategy: 'auto-down', afterMs: 10_000 },
    singleton: fastProfile.singleton,
  },
  // The journal of the article checks no numbers, so that the replay filter has something to do.
  uniqueSequenceNrs: false,
  printed: asPrinted,
}
