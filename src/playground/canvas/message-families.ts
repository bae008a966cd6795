import type { ClusterView, Protocol } from '../../trace/index.ts'
import { isClustered } from './member-summary.ts'

/** The families of messages that the run's participants can send, in the order of the legend. */
export function familiesOf(view: ClusterView): readonly Protocol[] {
  const participants = Object.values(view.participants)
  const nodes = participants.filter(({ kind }) => kind === 'node')
  const hasActor = (path: string) => nodes.some(({ actors }) => actors[path] !== undefined)
  const isCluster = nodes.some(isClustered)
  const hasSingleton = nodes.some(({ actors }) =>
    Object.values(actors).some(
      ({ role }) => role?.type === 'singleton-manager' || role?.type === 'singleton-proxy',
    ),
  )
  const families: readonly (readonly [Protocol, boolean])[] = [
    ['user', true],
    ['pub-sub', hasActor('/system/distributedPubSubMediator')],
    ['persistence', participants.some(({ kind }) => kind === 'database')],
    ['singleton', hasSingleton],
    ['client', hasActor('/system/receptionist')],
    ['membership', isCluster],
    ['failure-detector', isCluster],
    ['system', true],
  ]
  return families.flatMap(([family, isUsed]) => (isUsed ? [family] : []))
}
