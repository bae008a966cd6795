import { type ActorContext, type ActorRef, labelOf } from '../../actor/index.ts'
import { protocolRef } from '../../actor/internal.ts'
import type { Publish, Send, SendToAll } from './mediator-messages.ts'
import type { MediatorRouting } from './mediator-routing.ts'
import type { Registered, Registry } from './registry.ts'
import { encodeName } from './topic-name.ts'

type Recipients = readonly { readonly ref: ActorRef<unknown> }[]

/**
 * Delivers messages of a mediator to the registered actors of all nodes. Pekko: publish and send (PS-7 to PS-12)
 */
export class Delivery {
  private readonly context: ActorContext<never>
  private readonly mediatorPath: string
  private readonly routing: MediatorRouting
  private readonly deadLettersWhenNoSubscribers: boolean

  constructor(
    context: ActorContext<never>,
    mediatorPath: string,
    routing: MediatorRouting,
    deadLettersWhenNoSubscribers: boolean,
  ) {
    this.context = context
    this.mediatorPath = mediatorPath
    this.routing = routing
    this.deadLettersWhenNoSubscribers = deadLettersWhenNoSubscribers
  }

  publish(registry: Registry, { topic, message, sendOneMessageToEachGroup = false }: Publish): void {
    const key = `${this.mediatorPath}/${encodeName(topic)}`
    if (!sendOneMessageToEachGroup) {
      const found = topicsIn(registry.find(key))
      this.tracePublished(topic, message, found.length)
      this.deliverToAll(found, message)
      return
    }
    const found = topicsIn(registry.all(other => other.startsWith(`${key}/`)))
    const groups = [...new Set(found.map(entry => entry.key))].sort()
    this.tracePublished(topic, message, groups.length)
    if (groups.length === 0) this.handleNoRecipient(message)
    for (const group of groups)
      this.deliverToChosen(
        found.filter(entry => entry.key === group),
        message,
      )
  }

  send(registry: Registry, { path, message, localAffinity = false }: Send): void {
    const local = localAffinity ? registry.ownRef(path) : null
    if (local !== null) local.tell(message)
    else this.deliverToChosen(registry.find(path), message)
  }

  sendToAll(registry: Registry, { path, message, allButSelf = false }: SendToAll): void {
    const found = registry.find(path)
    this.deliverToAll(allButSelf ? found.filter(({ owner }) => owner !== registry.self) : found, message)
  }

  private tracePublished(topic: string, message: unknown, nodes: number): void {
    this.context.system.tracer?.emit({ type: 'Published', topic, label: labelOf(message), nodes })
  }

  private deliverToChosen(found: Recipients, message: unknown): void {
    this.deliverToAll(this.routing.choose(found), message)
  }

  private deliverToAll(found: Recipients, message: unknown): void {
    if (found.length === 0) this.handleNoRecipient(message)
    for (const { ref } of found) ref.tell(message)
  }

  /** Pekko: sendToDeadLettersWhenNoSubscribers decides between dead letters and no effect (PS-12) */
  private handleNoRecipient(message: unknown): void {
    if (this.deadLettersWhenNoSubscribers) this.context.system.deadLetters.tell(message)
  }
}

/** A published message belongs to pub/sub until its topic passes it to the subscribers. */
const topicsIn = (found: readonly Registered[]): readonly Registered[] =>
  found.map(entry => ({ ...entry, ref: protocolRef(entry.ref, 'pub-sub') }))
