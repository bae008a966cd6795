import { type ActorRef, type Behavior, Behaviors, toolkitMessage } from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import type { ClusterMessage, DaemonCommand, InitJoinReply } from './cluster-message.ts'

export interface SeedContact {
  readonly selfAddress: string
  readonly seedNodes: readonly string[]
  readonly seedNodeTimeoutMs: number
  readonly downing: string
  readonly daemonAt: (address: string) => ActorRef<ClusterMessage>
  readonly daemon: ActorRef<DaemonCommand>
}

type SeedMessage = InitJoinReply | { readonly type: 'AskAgain' } | { readonly type: 'SeedNodeTimeout' }

const retryIntervalMs = 1000

/**
 * The first seed asks the others whether there is a cluster already, and founds one when nobody has answered
 * in time or all said no. (JN-3)
 */
export function firstSeedNodeProcess(contact: SeedContact): Behavior<SeedMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const remaining = new Set(contact.seedNodes.filter(address => address !== contact.selfAddress))
      const ask = () => {
        for (const address of remaining) {
          contact
            .daemonAt(address)
            .tell(toolkitMessage({ type: 'InitJoin', replyTo: context.self, downing: contact.downing }))
        }
      }
      const found = (): Behavior<SeedMessage> => {
        contact.daemon.tell(toolkitMessage({ type: 'JoinTo', address: contact.selfAddress }))
        return Behaviors.stopped
      }
      ask()
      timers.startTimerWithFixedDelay(
        'ask seed nodes again',
        toolkitMessage({ type: 'AskAgain' }),
        retryIntervalMs,
      )
      timers.startSingleTimer(
        'seed node timeout',
        toolkitMessage({ type: 'SeedNodeTimeout' }),
        contact.seedNodeTimeoutMs,
      )
      return receiveToolkit<SeedMessage>(message => {
        switch (message.type) {
          case 'AskAgain':
            ask()
            return Behaviors.same
          case 'SeedNodeTimeout':
            return found()
          case 'InitJoinNack':
            remaining.delete(message.address)
            return remaining.size === 0 ? found() : Behaviors.same
          case 'InitJoinAck':
            return accepted(contact, message)
        }
      })
    }),
  )
}

/** Every other node asks all seeds, again and again, and never founds a cluster by itself. (JN-4) */
export function joinSeedNodeProcess(contact: SeedContact): Behavior<SeedMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      const others = contact.seedNodes.filter(address => address !== contact.selfAddress)
      let attempts = 0
      const ask = () => {
        attempts++
        for (const address of others) {
          contact
            .daemonAt(address)
            .tell(toolkitMessage({ type: 'InitJoin', replyTo: context.self, downing: contact.downing }))
        }
      }
      ask()
      timers.startTimerWithFixedDelay(
        'seed node timeout',
        toolkitMessage({ type: 'SeedNodeTimeout' }),
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
            ask()
            return Behaviors.same
          case 'AskAgain':
          case 'InitJoinNack':
            return Behaviors.same
          case 'InitJoinAck':
            return accepted(contact, message)
        }
      })
    }),
  )
}

/** The first answer counts. Nodes that are configured differently must not meet. (JN-5) */
function accepted(
  { daemon }: SeedContact,
  { address, compatible }: Extract<InitJoinReply, { readonly type: 'InitJoinAck' }>,
): Behavior<SeedMessage> {
  daemon.tell(
    toolkitMessage(compatible ? { type: 'JoinTo', address } : { type: 'IncompatibleConfiguration', address }),
  )
  return Behaviors.stopped
}
