import { type ActorContext, type ActorRef, type Toolkit, toolkitMessage } from '../../actor/index.ts'
import { pathWithinSystem } from '../paths.ts'
import { HeldMessages } from './held-messages.ts'
import type { CountSubscribers, MediatorMessage, Subscribe, Unsubscribe } from './mediator-messages.ts'
import { topicActor } from './topic.ts'
import type { TopicCommand } from './topic-messages.ts'
import { encodeName } from './topic-name.ts'

export type TopicRequest = Subscribe | Unsubscribe | CountSubscribers

/** The topic actors below a mediator, and the commands that wait for one of them to stop. (PS-4, PS-13) */
export class Topics {
  private readonly context: ActorContext<MediatorMessage>
  private readonly removedTimeToLiveMs: number
  private readonly path: string
  /** Called with each new topic actor, which is to be registered under its path. */
  private readonly onTopicStarted: (topic: ActorRef<unknown>) => void
  private readonly actors = new Map<string, ActorRef<unknown>>()
  private readonly held = new HeldMessages<TopicRequest>()

  constructor(
    context: ActorContext<MediatorMessage>,
    removedTimeToLiveMs: number,
    onStart: (topic: ActorRef<unknown>) => void,
  ) {
    this.context = context
    this.removedTimeToLiveMs = removedTimeToLiveMs
    this.path = pathWithinSystem(context.self.path)
    this.onTopicStarted = onStart
  }

  handle(message: TopicRequest): void {
    const { topic } = message
    if (topic === '' || ('group' in message && message.group === '')) {
      this.context.log.error(
        `[${message.type}] names an empty topic or group and is ignored. Give it a name.`,
      )
      return
    }
    const name = encodeName(topic)
    if (this.held.hold(`${this.path}/${name}`, message)) return
    const known = this.actors.get(name)
    switch (message.type) {
      case 'Subscribe':
        sendToTopic(known ?? this.start(name, topic), { type: 'Topic.Subscribe', subscribe: message })
        break
      case 'Unsubscribe':
        if (known !== undefined) sendToTopic(known, { type: 'Topic.Unsubscribe', unsubscribe: message })
        break
      case 'CountSubscribers':
        if (known === undefined) message.replyTo.tell({ type: 'CurrentCount', count: 0 })
        else sendToTopic(known, { type: 'Topic.CountSubscribers', replyTo: message.replyTo })
    }
  }

  /** Commands for this topic wait from now on, until it has stopped or has told of a new subscriber. */
  hold(topic: ActorRef<Toolkit<TopicCommand>>): void {
    this.held.startHolding(pathWithinSystem(topic.path))
    sendToTopic(topic, { type: 'Topic.Terminate' })
  }

  replay(path: string): void {
    for (const message of this.held.release(pathWithinSystem(path))) this.handle(message)
  }

  removeStopped(path: string): void {
    for (const [name, topic] of this.actors) {
      if (topic.path === path) this.actors.delete(name)
    }
    this.replay(path)
  }

  /** The mediator failed with a message that may have been a topic's: the topics say again what it must know. */
  resumeAfterRestart(): void {
    for (const topic of this.actors.values()) {
      sendToTopic(topic, { type: 'Topic.RegisterGroups' })
      if (this.held.isHeld(pathWithinSystem(topic.path))) sendToTopic(topic, { type: 'Topic.Terminate' })
    }
  }

  private start(name: string, topic: string): ActorRef<unknown> {
    const { self } = this.context
    const { removedTimeToLiveMs } = this
    const actor = this.context.spawn(
      topicActor({ topic, group: null, parent: self, mediator: self, removedTimeToLiveMs }),
      name,
    )
    this.actors.set(name, actor)
    this.onTopicStarted(actor)
    return actor
  }
}

const sendToTopic = (topic: ActorRef<Toolkit<TopicCommand>>, command: TopicCommand): void =>
  topic.tell(toolkitMessage(command) as Toolkit<TopicCommand>)
