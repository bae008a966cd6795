import { localPath } from '../../../trace/actor-path.ts'
import type { ActorContext, ActorRef, Toolkit } from '../../actor/index.ts'
import { HeldMessages } from './held-messages.ts'
import type { MediatorMessage } from './mediator-input.ts'
import type { CountSubscribers, Subscribe, Unsubscribe } from './mediator-messages.ts'
import type { MediatorRouting } from './mediator-routing.ts'
import { topicActor } from './topic.ts'
import { pubSubProtocol, type TopicCommand } from './topic-messages.ts'
import { encodeName } from './topic-name.ts'

export type TopicRequest = Subscribe | Unsubscribe | CountSubscribers

/**
 * The topic actors of a mediator, and the commands held for a stopping one. Pekko: topics are children of the
 * mediator (PS-4, PS-13)
 */
export class Topics {
  private readonly context: ActorContext<MediatorMessage>
  private readonly removedTimeToLiveMs: number
  private readonly routing: MediatorRouting
  private readonly path: string
  /** Called with each new topic actor, so that the mediator registers it under its path. */
  private readonly onTopicStarted: (topic: ActorRef<unknown>) => void
  private readonly actors = new Map<string, ActorRef<unknown>>()
  private readonly held = new HeldMessages<TopicRequest>()

  constructor(
    context: ActorContext<MediatorMessage>,
    removedTimeToLiveMs: number,
    routing: MediatorRouting,
    onStart: (topic: ActorRef<unknown>) => void,
  ) {
    this.context = context
    this.removedTimeToLiveMs = removedTimeToLiveMs
    this.routing = routing
    this.path = localPath(context.self.path)
    this.onTopicStarted = onStart
  }

  handle(message: TopicRequest): void {
    const { topic } = message
    if (topic === '' || ('group' in message && message.group === '')) {
      this.context.log.error(
        `[${message.type}] has an empty topic or group and was ignored. Set both to non-empty names.`,
      )
      return
    }
    const name = encodeName(topic)
    if (this.held.hold(`${this.path}/${name}`, message)) return
    const existing = this.actors.get(name)
    switch (message.type) {
      case 'Subscribe':
        sendToTopic(existing ?? this.start(name, topic), { type: 'Topic.Subscribe', subscribe: message })
        break
      case 'Unsubscribe':
        if (existing !== undefined) sendToTopic(existing, { type: 'Topic.Unsubscribe', unsubscribe: message })
        break
      case 'CountSubscribers':
        if (existing === undefined) message.replyTo.tell({ type: 'CurrentCount', count: 0 })
        else sendToTopic(existing, { type: 'Topic.CountSubscribers', replyTo: message.replyTo })
    }
  }

  /** Holds commands for this topic until it has stopped or reported a new subscriber. */
  hold(topic: ActorRef<Toolkit<TopicCommand>>): void {
    this.held.startHolding(localPath(topic.path))
    sendToTopic(topic, { type: 'Topic.Terminate' })
  }

  replay(path: string): void {
    for (const message of this.held.release(localPath(path))) this.handle(message)
  }

  removeStopped(path: string): void {
    for (const [name, topic] of this.actors) {
      if (topic.path === path) this.actors.delete(name)
    }
    this.replay(path)
  }

  /** Requests reports again, because the message lost in the mediator's failure may have been one. */
  resumeAfterRestart(): void {
    for (const topic of this.actors.values()) {
      sendToTopic(topic, { type: 'Topic.RegisterGroups' })
      if (this.held.isHeld(localPath(topic.path))) sendToTopic(topic, { type: 'Topic.Terminate' })
    }
  }

  private start(name: string, topic: string): ActorRef<unknown> {
    const { self } = this.context
    const { removedTimeToLiveMs, routing } = this
    const actor = this.context.spawn(
      topicActor({ topic, group: null, parent: self, mediator: self, routing, removedTimeToLiveMs }),
      name,
    )
    this.actors.set(name, actor)
    this.onTopicStarted(actor)
    return actor
  }
}

const sendToTopic = (topic: ActorRef<Toolkit<TopicCommand>>, command: TopicCommand): void =>
  topic.tell(pubSubProtocol.message(command) as Toolkit<TopicCommand>)
