import type { ActorSystem } from '../actor/index.ts'
import { Cluster, type ClusterSettings, CoordinatedShutdown } from '../cluster/index.ts'
import { ClusterClientReceptionist } from '../cluster-tools/index.ts'
import { journalPath } from '../database/index.ts'
import type { Command } from '../participant.ts'
import { Persistence, type PersistenceSettings } from '../persistence/index.ts'
import { ActorParticipant } from './actor-participant.ts'
import { participantIdOf } from './participant-address.ts'
import { type ActorSystemParticipantOptions, systemOptions } from './system-options.ts'

export interface ClusterNodeOptions extends ActorSystemParticipantOptions {
  readonly settings: ClusterSettings
  readonly roles: readonly string[]
  /** What differs from Pekko's defaults. */
  readonly persistence?: Partial<PersistenceSettings>
  /** The address of the database, where persistent actors keep their events. */
  readonly database?: string
}

/** One node: an actor system with cluster, pub/sub, receptionist and persistence, and the user's actors on top. */
export function createClusterNode(options: ClusterNodeOptions): ActorParticipant {
  return new ActorParticipant({
    ...systemOptions(options),
    kind: 'node',
    setup: system => {
      const persistence = Persistence.get(system)
      persistence.configure(options.persistence ?? {})
      if (options.database !== undefined) persistence.useDatabase(options.database + journalPath)
      Cluster.start(system, { settings: options.settings, roles: options.roles })
      ClusterClientReceptionist.get(system)
      options.setup?.(system)
    },
    onCommand: obey,
  })
}

/** A system outside the cluster, which reaches it through a receptionist. */
export function createClientSystem(options: ActorSystemParticipantOptions): ActorParticipant {
  return new ActorParticipant({ ...systemOptions(options), kind: 'client' })
}

/** The actions that concern membership. */
function obey(system: ActorSystem, { action }: Command): void {
  const cluster = Cluster.get(system)
  // The node's own shutdown: unlike `cluster.leave` it also ends a node that is no member yet.
  if (action.type === 'Leave') CoordinatedShutdown.get(system).run('cluster-leaving')
  if (action.type === 'Down') {
    const victim = cluster.state.members.find(
      member => participantIdOf(member.uniqueAddress.address) === action.node,
    )
    if (victim !== undefined) cluster.down(victim.uniqueAddress.address)
  }
}
