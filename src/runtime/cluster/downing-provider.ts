import { type Behavior, Behaviors } from '../actor/index.ts'
import { autoDown } from './auto-down.ts'
import type { DowningPort } from './ports.ts'
import { splitBrainResolver } from './split-brain-resolver.ts'

/** The actor that decides which members are downed. Pekko: without a provider no member is downed (SB-16). */
export function downingProvider(cluster: DowningPort): Behavior<never> {
  const { downing } = cluster.settings
  switch (downing.strategy) {
    case 'none':
      return Behaviors.ignore
    case 'auto-down':
      return autoDown(cluster, downing.afterMs)
    case 'keep-majority':
    case 'static-quorum':
    case 'keep-oldest':
    case 'lease-majority':
    case 'down-all':
      return splitBrainResolver(cluster, downing)
  }
}
