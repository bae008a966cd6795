import { type ActorContext, type ActorRef, type Behavior, Behaviors } from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import {
  type ClusterMessage,
  type DaemonCommand,
  type InitJoinReply,
  membershipProtocol,
} from './cluster-message.ts'
import type { JoinCompatibility } from './join-configuration.ts'

/** The data of the node that contacts the seed nodes. */
export interface SeedContact {
  readonly selfAddress: string
  readonly seedNodes: readonly string[]
  readonly seedNodeTimeoutMs: number
  readonly compatibility: JoinCompatibility
  readonly enforcesCompatibility: boolean
  readonly daemonAt: (address: string) => ActorRef<ClusterMessage>
  readonly daemon: ActorRef<DaemonCommand>
}

type SeedMessage = InitJoinReply | { readonly type: 'AskAgain' } | { readonly type: 'SeedNodeTimeout' }

const retryIntervalMs = 1000

/**
 * The process of the first seed node. Pekko: it asks the other seeds for an existing cluster, and founds one
 * when all of them have sent a nack or `seedNodeTimeoutMs` has passed (JN-3).
 */
export function firstSeedNodeProcess(contact: SeedContact): Behavior<SeedMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const remaining = new Set(contact.seedNodes.filter(address => address !== contact.selfAddress))
      const sendInitJoin = () => {
        for (const address of remaining) {
          contact.daemonAt(address).tell(
            membershipProtocol.message({
              type: 'InitJoin',
              replyTo: context.self,
              configuration: contact.compatibility.configuration,
            }),
          )
        }
      }
      const foundCluster = (): Behavior<SeedMessage> => {
        contact.daemon.tell(membershipProtocol.message({ type: 'JoinTo', address: contact.selfAddress }))
        return Behaviors.stopped
      }
      sendInitJoin()
      timers.startTimerWithFixedDelay(
        'ask seed nodes again',
        membershipProtocol.message({ type: 'AskAgain' }),
        retryIntervalMs,
      )
      timers.startSingleTimer(
        'seed node timeout',
        membershipProtocol.message({ type: 'SeedNodeTimeout' }),
        contact.seedNodeTimeoutMs,
      )
      return receiveToolkit<SeedMessage>(message => {
        switch (message.type) {
          case 'AskAgain':
            sendInitJoin()
            return Behaviors.same
          case 'SeedNodeTimeout':
            return foundCluster()
          case 'InitJoinNack':
            remaining.delete(message.address)
            return remaining.size === 0 ? foundCluster() : Behaviors.same
          case 'InitJoinAck':
            return handleAck(context, contact, message)
        }
      })
    }),
  )
}

/**
 * The process of every other node. Pekko: it repeats its request to all seeds for ever and never founds a
 * cluster (JN-4).
 */
export function joinSeedNodeProcess(contact: SeedContact): Behavior<SeedMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const others = contact.seedNodes.filter(address => address !== contact.selfAddress)
      let attempts = 0
      const sendInitJoin = () => {
        attempts++
        for (const address of others) {
          contact.daemonAt(address).tell(
            membershipProtocol.message({
              type: 'InitJoin',
              replyTo: context.self,
              configuration: contact.compatibility.configuration,
            }),
          )
        }
      }
      sendInitJoin()
      timers.startTimerWithFixedDelay(
        'seed node timeout',
        membershipProtocol.message({ type: 'SeedNodeTimeout' }),
        contact.seedNodeTimeoutMs,
      )
      return receiveToolkit<SeedMessage>(message => {
        switch (message.type) {
          case 'SeedNodeTimeout':
            if (attempts >= 2) {
              context.log.warn(
                `Couldn't join seed nodes after [${attempts}] attempts, will try again. seed-nodes=[${others.join(', ')}]`,
              )
            }
            sendInitJoin()
            return Behaviors.same
          case 'AskAgain':
          case 'InitJoinNack':
            return Behaviors.same
          case 'InitJoinAck':
            return handleAck(context, contact, message)
        }
      })
    }),
  )
}

/** Pekko: the first ack wins; a node with another configuration must not join unless the check is not enforced (JN-5). */
function handleAck(
  context: ActorContext<SeedMessage>,
  { daemon, compatibility, enforcesCompatibility }: SeedContact,
  { address, configuration, complaints }: Extract<InitJoinReply, { readonly type: 'InitJoinAck' }>,
): Behavior<SeedMessage> {
  const found = [...new Set([...complaints, ...compatibility.complaintsAbout(configuration)])]
  if (found.length > 0 && enforcesCompatibility) {
    daemon.tell(membershipProtocol.message({ type: 'IncompatibleConfiguration', address, complaints: found }))
    return Behaviors.stopped
  }
  if (found.length > 0)
    context.log.warn(`Joining [${address}] although the configurations differ: ${found.join('; ')}.`)
  daemon.tell(membershipProtocol.message({ type: 'JoinTo', address }))
  return Behaviors.stopped
}
