import type { ActorContext } from '../../actor/api/actor-context.ts'
import type { Behavior } from '../../actor/api/behavior.ts'
import { SupervisorStrategy } from '../../actor/api/supervisor-strategy.ts'
import { Behaviors } from '../../actor/authoring/behaviors.ts'
import {
  Effect,
  EventSourcedBehavior,
  type EventSourcedOptions,
  type EventSourcedSignal,
  PersistenceId,
  Recovery,
  RetentionCriteria,
} from '../../persistence/index.ts'
import { errorOf } from './case-errors.ts'
import { strategyIn } from './case-strategy.ts'
import type { PersistenceCase } from './persistence-case.ts'

export const casePersistenceId = PersistenceId.ofUniqueId('e')

/** An event that every store rejects, because stores accept plain data only. */
class Unstorable {
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

type Event = string | Unstorable
type State = readonly string[]
type CaseEffect = Effect<Event, State>

/** Faults that the script sets for the next start or the next command. */
export interface ScriptedFaults {
  /** Every store rejects the next event. */
  rejectNext: boolean
  /** The event handler throws for the event `later`. */
  badLater: boolean
  recoveryDisabled: boolean
}

/**
 * The actor `e` of a persistence case. Its state is the list of its events; a command names the events to persist.
 */
export class EventSourcedCaseActor {
  private readonly script: PersistenceCase
  private readonly faults: ScriptedFaults
  private readonly record: (text: string) => void

  constructor(script: PersistenceCase, faults: ScriptedFaults, record: (text: string) => void) {
    this.script = script
    this.faults = faults
    this.record = record
  }

  behavior(): Behavior<string> {
    const { sup, every, backoff, when } = this.script
    const [events = 1, keep = 1] = every ?? []
    const [minBackoffMs = 1, maxBackoffMs = 1] = backoff ?? []
    const options: EventSourcedOptions<string, Event, State> = {
      persistenceId: casePersistenceId,
      emptyState: [],
      commandHandler: (state, command, context) => this.decide(state, command, context),
      eventHandler: (state, event) => this.apply(state, String(event)),
      receiveSignal: (state, signal, context) => this.handleSignal(state, signal, context),
      ...(this.faults.recoveryDisabled ? { recovery: Recovery.disabled } : {}),
      ...(when === undefined ? {} : { snapshotWhen: (_: State, event: Event) => event === when }),
      ...(every === undefined
        ? {}
        : {
            retention: RetentionCriteria.snapshotEvery({
              events,
              keep,
              deleteEvents: this.script.delete ?? false,
            }),
          }),
      ...(backoff === undefined
        ? {}
        : {
            onPersistFailure: SupervisorStrategy.restartWithBackoff({
              minBackoffMs,
              maxBackoffMs,
              randomFactor: 0,
            }),
          }),
    }
    const behavior = EventSourcedBehavior.create(options)
    if (sup === undefined) return behavior
    const { strategy } = strategyIn(sup === 'limit' ? ['limit', '3', '60000'] : [sup])
    return Behaviors.supervise(behavior).onFailure(strategy)
  }

  private decide(state: State, command: string, context: ActorContext<string>): CaseEffect {
    if (command.startsWith('s:')) {
      const stashed = command.slice('s:'.length)
      if (state.includes('open')) return this.decide(state, stashed, context)
      this.record(`stashes ${stashed}`)
      return Effect.stash()
    }
    this.record(`command ${command}`)
    switch (command) {
      case 'boom':
        throw errorOf('boom')
      case 'stop':
        return Effect.stop()
      case 'unhandled':
        return Effect.unhandled()
      case 'get':
        return Effect.none<Event, State>().thenRun((after: State) => this.record(`state ${after.join(' ')}`))
      case 'none':
        return Effect.none<Event, State>().thenRun(this.then('none'))
      case 'open':
        return this.persist('open').thenUnstashAll()
      case 'self':
        return this.persist('self').thenRun(() => context.self.tell('told'))
      case 'x-stop':
        return this.persist('x').thenRun(this.then('x')).thenStop()
      case 'then-boom':
        return this.persist('t')
          .thenRun(this.then('t'))
          .thenRun(() => {
            throw errorOf('boom')
          })
    }
    return this.persist(...command.split('+')).thenRun(this.then(command))
  }

  private persist(...events: readonly string[]) {
    const { faults } = this
    const stored = faults.rejectNext ? events.map(event => new Unstorable(event)) : events
    faults.rejectNext = false
    return Effect.persist<Event, State>(...stored)
  }

  private then(command: string): (state: State) => void {
    return state => this.record(`then ${command} ${state.join(' ')}`)
  }

  private apply(state: State, event: string): State {
    this.record(`event ${event}`)
    if (event === 'bad' || (event === 'later' && this.faults.badLater)) throw errorOf('boom')
    return [...state, event]
  }

  private handleSignal(state: State, signal: EventSourcedSignal, context: ActorContext<string>): void {
    this.record(signalText(signal, state))
    const reaction = this.script.signal?.[signal.type]
    if (reaction === 'tell') context.self.tell('told')
    else if (reaction !== undefined) throw errorOf(reaction)
  }
}

/** Signals about deletions are recorded without the state, as in the recording. */
function signalText(signal: EventSourcedSignal, state: State): string {
  const withState = (text: string) => `${text} ${state.join(' ')}`.trimEnd()
  switch (signal.type) {
    case 'SnapshotCompleted':
    case 'SnapshotFailed':
      return withState(`${signal.type}(${signal.sequenceNr})`)
    case 'DeleteEventsCompleted':
    case 'DeleteEventsFailed':
      return `${signal.type}(${signal.toSequenceNr})`
    case 'DeleteSnapshotsCompleted':
    case 'DeleteSnapshotsFailed':
      return `${signal.type}(${signal.criteria.maxSequenceNr})`
    default:
      return withState(signal.type)
  }
}
