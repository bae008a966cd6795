import { type ActorContext, Behaviors, caught, type TimerScheduler } from '../../actor/index.ts'
import type { EventEnvelope } from '../event-selection.ts'
import { isJournalAnswer, type JournalAnswer } from '../journal-protocol.ts'
import { Persistence } from '../persistence.ts'
import type { Delivery } from './delivery.ts'
import { HandlerRecovery } from './handler-recovery.ts'
import { type Next, OpenRequest } from './open-request.ts'
import type {
  ProjectionCommand,
  ProjectionMessage,
  ProjectionOptions,
  ProjectionTick,
} from './projection-options.ts'
import type { ReadModelChange } from './projection-store.ts'

/** One incarnation of a projection. Commands wait until no step is under way, so that they are sequential. */
export class ProjectionRun {
  readonly #context: ActorContext<ProjectionMessage>
  readonly #timers: TimerScheduler<ProjectionMessage>
  readonly #options: ProjectionOptions
  readonly #delivery: Delivery
  readonly #projection: string
  readonly #request: OpenRequest
  readonly #commands: ProjectionCommand[] = []
  /** Read and not yet handled. */
  #buffer: readonly EventEnvelope[] = []
  /** The offset up to which events are read, handled and saved. */
  #readTo = 0
  #handledTo = 0
  #savedTo = 0
  #unsaved = 0
  #paused = false
  #attempts = 0
  /** True while the next step waits for a timer or a commit. */
  #idle = false
  #groupDue = false
  #saveDue = false

  constructor(
    context: ActorContext<ProjectionMessage>,
    timers: TimerScheduler<ProjectionMessage>,
    options: ProjectionOptions,
    delivery: Delivery,
  ) {
    this.#context = context
    this.#timers = timers
    this.#options = options
    this.#delivery = delivery
    this.#projection = `${options.projectionId.name}-${options.projectionId.key}`
    this.#request = new OpenRequest(this.#projection, context, timers, options)
    context.inspect(() => ({ projection: this.#projection, offset: this.#handledTo, paused: this.#paused }))
  }

  start(): void {
    this.#options.onStart?.()
    this.#request.send({ type: 'LoadProjection', projection: this.#projection }, answer => {
      if (answer.type !== 'ProjectionLoaded') return Behaviors.unhandled
      this.#paused = answer.state?.paused ?? false
      this.#continueFrom(answer.state?.offset ?? 0)
      return this.#next()
    })
  }

  stop(): void {
    this.#request.cancelAwait()
    this.#options.onStop?.()
  }

  handle(message: ProjectionMessage): Next {
    if (isJournalAnswer(message)) return this.#onAnswer(message)
    switch (message.type) {
      case 'TimedOut':
        return this.#request.timeOut()
      case 'Retry':
      case 'Refresh':
      case 'GroupDue':
      case 'SaveDue':
        return this.#onTick(message)
      default:
        this.#commands.push(message as ProjectionCommand)
        // A retry must not delay a stop.
        return this.#idle || (this.#attempts > 0 && !this.#request.isOpen) ? this.#next() : Behaviors.same
    }
  }

  #onAnswer(answer: JournalAnswer): Next {
    if (answer.type === 'CommitHint')
      return this.#idle && this.#request.isAwaited(answer) ? this.#read() : Behaviors.same
    return this.#request.handle(answer)
  }

  #onTick({ type }: ProjectionTick): Next {
    if (type === 'GroupDue') this.#groupDue = true
    if (type === 'SaveDue') this.#saveDue = true
    if (type === 'Retry') return this.#request.isOpen ? Behaviors.same : this.#next()
    if (!this.#idle) return Behaviors.same
    return type === 'Refresh' ? this.#read() : this.#next()
  }

  /** Begins the next step: a command, a group of events, or a read. */
  #next(): Next {
    this.#idle = false
    const command = this.#commands.shift()
    if (command !== undefined) return this.#execute(command)
    if (this.#timers.isTimerActive('retry')) return Behaviors.same
    const { groupSize, groupAfterMs } = this.#delivery
    if (this.#paused) return this.#wait()
    if (this.#attempts > 0) return this.#handleGroup()
    if (this.#saveDue && this.#unsaved > 0) return this.#save([], () => this.#next())
    if (this.#buffer.length >= groupSize || (this.#groupDue && this.#buffer.length > 0))
      return this.#handleGroup()
    if (this.#buffer.length > 0 && !this.#timers.isTimerActive('group'))
      this.#timers.startSingleTimer('group', { type: 'GroupDue' }, groupAfterMs)
    return this.#read()
  }

  #wait(): Next {
    this.#idle = true
    return Behaviors.same
  }

  #read(): Next {
    this.#idle = false
    if (this.#paused) return this.#wait()
    this.#request.send(
      {
        type: 'SelectEvents',
        selection: this.#options.source,
        afterOffset: this.#readTo,
        toOffset: Number.MAX_SAFE_INTEGER,
        max: 100,
      },
      answer => {
        if (answer.type !== 'EventsSelected') return Behaviors.unhandled
        const { events, complete, highestOffset } = answer
        this.#readTo = Math.max(this.#readTo, events.at(-1)?.offset ?? 0, complete ? highestOffset : 0)
        const accepts = this.#options.acceptsOffset ?? (() => true)
        const { eventAdapters } = Persistence.get(this.#context.system)
        this.#buffer = [...this.#buffer, ...eventAdapters.adapted(events).filter(accepts)]
        if (events.length > 0 || this.#commands.length > 0) return this.#next()
        this.#timers.startSingleTimer('refresh', { type: 'Refresh' }, this.#options.refreshIntervalMs ?? 3000)
        this.#request.awaitCommit(this.#readTo)
        return this.#wait()
      },
    )
    return Behaviors.same
  }

  /** Handles the next group of the buffer and saves as the delivery demands. */
  #handleGroup(): Next {
    this.#idle = false
    const { saves, groupSize } = this.#delivery
    const last = this.#buffer[Math.min(groupSize, this.#buffer.length) - 1]!.offset
    // Several events that an adapter made of one share an offset, so they are handled together.
    const group = this.#buffer.filter(({ offset }) => offset <= last)
    if (saves === 'before' && this.#savedTo < last) {
      this.#handledTo = last
      return this.#save([], () => this.#handleGroup())
    }
    const changes = this.#attempt(group)
    if (changes === 'retry') return Behaviors.same
    this.#attempts = 0
    this.#groupDue = false
    this.#timers.cancel('group')
    this.#buffer = this.#buffer.slice(group.length)
    this.#handledTo = last
    if (saves === 'with') return this.#save(changes, () => this.#next())
    if (saves === 'before') return this.#next()
    this.#unsaved += group.length
    if (this.#unsaved >= this.#delivery.saveAfterEnvelopes) return this.#save([], () => this.#next())
    if (!this.#timers.isTimerActive('save'))
      this.#timers.startSingleTimer('save', { type: 'SaveDue' }, this.#delivery.saveAfterMs)
    return this.#next()
  }

  /** Calls the handler; `retry` if it failed and another attempt is scheduled. */
  #attempt(group: readonly EventEnvelope[]): readonly ReadModelChange[] | 'retry' {
    const { recovery = HandlerRecovery.fail } = this.#options
    try {
      return this.#delivery.handle(group)
    } catch (thrown) {
      const error = caught(thrown)
      if (this.#attempts < recovery.retries) {
        this.#attempts += 1
        this.#timers.startSingleTimer('retry', { type: 'Retry' }, recovery.delayMs)
        return 'retry'
      }
      if (recovery.finally === 'fail') throw error
      this.#context.log.warn(`Projection [${this.#projection}] skips offset ${group.at(-1)!.offset}`)
      return []
    }
  }

  #save(changes: readonly ReadModelChange[], then: () => Next): Next {
    this.#idle = false
    const offset = this.#handledTo
    this.#timers.cancel('save')
    this.#request.send(
      {
        type: 'SaveProjection',
        state: { projection: this.#projection, offset, paused: this.#paused },
        changes,
      },
      () => {
        this.#savedTo = offset
        this.#unsaved = 0
        this.#saveDue = false
        return then()
      },
    )
    return Behaviors.same
  }

  #execute(command: ProjectionCommand): Next {
    switch (command.type) {
      case 'Stop':
        if (this.#unsaved === 0) return Behaviors.stopped
        return this.#save([], () => Behaviors.stopped)
      case 'Pause':
      case 'Resume':
        this.#paused = command.type === 'Pause'
        return this.#save([], () => this.#next())
      case 'GetStatus':
        command.replyTo.tell({ type: 'ProjectionStatus', offset: this.#savedTo, paused: this.#paused })
        return this.#next()
      case 'SetOffset':
        this.#options.onStop?.()
        this.#options.onStart?.()
        this.#continueFrom(command.offset)
        return this.#save([], () => this.#next())
    }
  }

  #continueFrom(offset: number): void {
    this.#readTo = this.#handledTo = this.#savedTo = offset
    this.#buffer = []
    this.#unsaved = this.#attempts = 0
    this.#timers.cancel('retry')
  }
}
