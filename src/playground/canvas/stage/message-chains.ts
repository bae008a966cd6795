import { localPath, type PathText, type TraceEvent, type VirtualTime } from '../../../trace/index.ts'
import { RecentMap } from '../../store/recent-map.ts'

/** Hops above this number count as this number. */
const maxHops = 6
/** Number of arrivals and of askers that are remembered. */
const maxRemembered = 2000
const askName = /\/temp\/[^"#/]+/g

/**
 * Follows the messages within each node. It counts the messages of one instant that led to an actor one after the other,
 * so that they can be drawn in sequence, and it knows which actor waits behind the temporary name of an ask.
 */
export class MessageChains {
  readonly #arrivals = new RecentMap<string, { readonly at: VirtualTime; readonly hops: number }>(
    maxRemembered,
  )
  readonly #askers = new RecentMap<string, PathText>(maxRemembered)

  record(event: TraceEvent): void {
    if (event.type !== 'MessageSent') return
    if (event.from !== null && event.body !== undefined) {
      for (const [name] of event.body.matchAll(askName)) {
        this.#askers.set(`${event.node}${name}`, localPath(event.from))
      }
    }
    if (event.toNode !== undefined) return
    const before = event.from === null ? 0 : this.hops(event.node, event.from, event.at)
    const to = this.askerOf(event.node, event.to)
    const hops = Math.min(maxHops, before + 1)
    this.#arrivals.set(`${event.node}${to}`, { at: event.at, hops })
  }

  /** Number of messages that led to this actor one after the other at the instant `at`. */
  hops(node: string, actor: PathText, at: VirtualTime): number {
    const arrival = this.#arrivals.get(`${node}${localPath(actor)}`)
    return arrival?.at === at ? arrival.hops : 0
  }

  /** The actor behind the temporary name of an ask, or the path itself for every other actor. */
  askerOf(node: string, path: PathText): PathText {
    const local = localPath(path)
    return this.#askers.get(`${node}${local}`) ?? local
  }

  clear(): void {
    this.#arrivals.clear()
    this.#askers.clear()
  }
}
