import type { DowningSettings } from './cluster-settings.ts'
import type { DowningDecision } from './downing-decision.ts'
import type { DowningView } from './downing-view.ts'
import { decideKeepMajority } from './keep-majority.ts'
import { decideKeepOldest } from './keep-oldest.ts'
import { decideLeaseMajority } from './lease-majority.ts'
import { decideStaticQuorum, quorumWarning } from './static-quorum.ts'

/** The strategies of the split brain resolver. */
export type ResolverSettings = Extract<DowningSettings, { readonly stableAfterMs: number }>

/** Decides for one side of a partition which members go down. */
export interface DowningStrategy {
  decide(view: DowningView): DowningDecision
  /** A warning about a cluster that the strategy cannot protect, logged whenever a member becomes Up. */
  warning(view: DowningView): string | null
}

const noWarning = () => null

export function downingStrategy(settings: ResolverSettings): DowningStrategy {
  switch (settings.strategy) {
    case 'keep-majority':
      return { decide: view => decideKeepMajority(view, settings.role), warning: noWarning }
    case 'static-quorum': {
      const { role, quorumSize } = settings
      return {
        decide: view => decideStaticQuorum(view, role, quorumSize),
        warning: view => quorumWarning(view, role, quorumSize),
      }
    }
    case 'keep-oldest':
      return {
        decide: view => decideKeepOldest(view, settings.role, settings.downIfAlone),
        warning: noWarning,
      }
    case 'lease-majority':
      return { decide: decideLeaseMajority, warning: noWarning }
    case 'down-all':
      return { decide: () => 'DownAll', warning: noWarning }
  }
}
