import { localPath, type PathText, type TraceEvent, type VirtualTime } from '../../../trace/index.ts'
import { RecentMap } from '../../store/recent-map.ts'

/** In a chain of messages at one instant, no more hops than this are told apart. */
const mostHops = 6
/** Arrivals and askers that are remembered. */
const mostRemembered = 2000
const askName = /\/temp\/[^"#/]+/g

/**
 * What of the messages within a node has to be known of the ones before: how many hops of the same instant led to an
 * actor, so that they are seen one after the other; and who stands behind the names that questions are answered at.
 */
export class Relay {
  readonly #arrivals = new RecentMap<string, { readonly at: VirtualTime; readonly hops: number }>(
    mostRemembered,
  )
  readonly #askers = new RecentMap<string, PathText>(mostRemembered)

  /** Takes note of an event. */
  hear(event: TraceEvent): void {
    if (event.type !== 'MessageSent') return
    if (event.from !== null && event.body !== undefined) {
      for (const [name] of event.body.matchAll(askName)) {
        this.#askers.set(`${event.node}${name}`, localPath(event.from))
      }
    }
    if (event.toNode !== undefined) return
    const before = event.from === null ? 0 : this.hops(event.node, event.from, event.at)
    const to = this.ownerOf(event.node, event.to)
    const hops = Math.min(mostHops, before + 1)
    this.#arrivals.set(`${event.node}${to}`, { at: event.at, hops })
  }

  /** So many messages, one after the other at that instant, led to this actor. */
  hops(node: string, actor: PathText, at: VirtualTime): number {
    const arrival = this.#arrivals.get(`${node}${localPath(actor)}`)
    return arrival?.at === at ? arrival.hops : 0
  }

  /** Who asks is answered at a name of its own, told in the question: the actor behind it, else the path itself. */
  ownerOf(node: string, path: PathText): PathText {
    const local = localPath(path)
    return this.#askers.get(`${node}${local}`) ?? local
  }

  clear(): void {
    this.#arrivals.clear()
    this.#askers.clear()
  }
}
