import {
  addressOf,
  localPath,
  type PathText,
  type TraceEvent,
  type TraceEventOf,
  type VirtualTime,
} from '../../../trace/index.ts'
import { RecentMap } from '../../store/recent-map.ts'

/** Hops above this number count as this number. */
const maxHops = 6
/** Number of arrivals that are remembered. */
const maxRemembered = 2000

/**
 * The actor of the node that handles the message. The reply to an ask is handled by the actor that asked; null when the
 * ask came from outside all actors.
 */
export function handlerOf({ to, reply, asker }: TraceEventOf<'MessageSent'>): PathText | null {
  if (!reply || asker === undefined) return localPath(to)
  if (asker === null) return null
  // The asker of another participant gets the reply from an actor here, which forwards it.
  return localPath(addressOf(asker) === null ? asker : to)
}

/**
 * Follows the messages within each node. It counts the messages of one instant that led to an actor one after the other,
 * so that they can be drawn in sequence.
 */
export class MessageChains {
  readonly #arrivals = new RecentMap<string, { readonly at: VirtualTime; readonly hops: number }>(
    maxRemembered,
  )

  record(event: TraceEvent): void {
    if (event.type !== 'MessageSent' || event.toNode !== undefined) return
    const to = handlerOf(event)
    if (to === null) return
    const before = event.from === null ? 0 : this.hops(event.node, event.from, event.at)
    const hops = Math.min(maxHops, before + 1)
    this.#arrivals.set(`${event.node}${to}`, { at: event.at, hops })
  }

  /** Number of messages that led to this actor one after the other at the instant `at`. */
  hops(node: string, actor: PathText, at: VirtualTime): number {
    const arrival = this.#arrivals.get(`${node}${localPath(actor)}`)
    return arrival?.at === at ? arrival.hops : 0
  }

  clear(): void {
    this.#arrivals.clear()
  }
}
