import { type Behavior, Behaviors } from '../actor/index.ts'
import { autoDown } from './auto-down.ts'
import type { LocalCluster } from './local-cluster.ts'
import { splitBrainResolver } from './split-brain-resolver.ts'

/** The actor that decides who is downed, by the settings. Without one nobody is. (SB-16) */
export function downingProvider(cluster: LocalCluster): Behavior<never> {
  const { downing } = cluster.settings
  switch (downing.strategy) {
    case 'none':
      return Behaviors.ignore
    case 'auto-down':
      return autoDown(cluster, downing.afterMs)
    case 'keep-majority':
      return splitBrainResolver(cluster, downing)
  }
}
