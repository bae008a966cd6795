import type { ActorSystem } from '../actor/index.ts'
import { Cluster, type ClusterSettings, CoordinatedShutdown } from '../cluster/index.ts'
import { ClusterClientReceptionist } from '../cluster-tools/index.ts'
import { Leases, leasePath } from '../coordination/index.ts'
import { journalPath } from '../database/index.ts'
import type { Command } from '../participant.ts'
import { Persistence, type PersistenceSettings } from '../persistence/index.ts'
import { ActorParticipant } from './actor-participant.ts'
import { participantIdOf } from './participant-address.ts'
import { type ActorSystemParticipantOptions, systemOptions } from './system-options.ts'

export interface ClusterNodeOptions extends ActorSystemParticipantOptions {
  readonly settings: ClusterSettings
  readonly roles: readonly string[]
  /** Overrides of Pekko's default persistence settings. */
  readonly persistence?: Partial<PersistenceSettings>
  /** Address of the database that stores the events of persistent actors. */
  readonly database?: string
}

/**
 * Creates a cluster node: an actor system with cluster, pub/sub, receptionist and persistence, and the user's actors.
 *
 * @example
 * const create = (boot: Boot) =>
 *   createClusterNode({
 *     boot,
 *     address: 'pekko://Shop@node-1:2551',
 *     seed: 1,
 *     links: { default: { minMs: 1, maxMs: 5 } },
 *     maxMessagesPerMs: null,
 *     settings: fastProfile,
 *     roles: [],
 *   })
 */
export function createClusterNode(options: ClusterNodeOptions): ActorParticipant {
  return new ActorParticipant({
    ...systemOptions(options),
    kind: 'node',
    setup: system => {
      const persistence = Persistence.get(system)
      persistence.configure(options.persistence ?? {})
      const { database } = options
      if (database !== undefined) {
        persistence.useDatabase(database + journalPath)
        Leases.get(system).useDatabase(database + leasePath)
      }
      Cluster.start(system, { settings: options.settings, roles: options.roles })
      ClusterClientReceptionist.get(system)
      options.setup?.(system)
    },
    onCommand: performMembershipAction,
  })
}

/** Performs `Leave`, `PrepareForShutdown` and `Down`. */
function performMembershipAction(system: ActorSystem, { action }: Command): void {
  const cluster = Cluster.get(system)
  // Coordinated shutdown, because `cluster.leave` does not end a node that has not joined yet.
  if (action.type === 'Leave') CoordinatedShutdown.get(system).run('cluster-leaving')
  if (action.type === 'PrepareForShutdown') cluster.prepareForFullClusterShutdown()
  if (action.type === 'Down') {
    const member = cluster.state.members.find(
      each => participantIdOf(each.uniqueAddress.address) === action.node,
    )
    if (member !== undefined) cluster.down(member.uniqueAddress.address)
    else system.tracer?.emit({ type: 'ActionHadNoEffect', why: 'no member has this name' })
  }
}
