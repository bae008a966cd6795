import type { Protocol } from '../../../trace/protocol.ts'
import type { ActorRef } from '../api/actor-ref.ts'
import { LocalActorRef } from '../kernel/local-actor-ref.ts'
import type { Cell } from '../kernel/ports.ts'
import { RemoteActorRef } from './remote-actor-ref.ts'

/** A second ref of an actor, under the same path, which says in the trace what messages to it are for. */
class MarkedRef extends LocalActorRef {
  readonly '~protocol': Protocol
  readonly '~asker': string | null | undefined

  constructor(cell: Cell, protocol: Protocol, asker: string | null | undefined) {
    super(cell)
    this['~protocol'] = protocol
    this['~asker'] = asker
  }
}

/**
 * The ref of a toolkit actor by which users send it plain messages, as `Publish` to the mediator: the trace then counts
 * them to the protocol. Any other kind of ref is returned as it is.
 */
export function protocolRef<T>(ref: ActorRef<T>, protocol: Protocol): ActorRef<T> {
  if (ref instanceof RemoteActorRef) return ref.marked(ref['~asker'], protocol)
  return ref instanceof LocalActorRef ? new MarkedRef(ref.cell, protocol, undefined) : ref
}

/** The ref of an actor that forwards replies to `asker`: the trace then shows messages to it as replies to that ask. */
export function relayRef(relay: ActorRef<unknown>, asker: ActorRef<never>): ActorRef<unknown> {
  return relay instanceof LocalActorRef ? new MarkedRef(relay.cell, 'user', asker['~asker']) : relay
}

/** A ref out of an envelope; with an asker, the reply to an ask of that actor is sent to it. */
export function replyRef(ref: ActorRef<unknown>, asker: string | null | undefined): ActorRef<unknown> {
  return asker !== undefined && ref instanceof RemoteActorRef ? ref.marked(asker, ref['~protocol']) : ref
}
