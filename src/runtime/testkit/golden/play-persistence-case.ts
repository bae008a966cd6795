import type { ActorRef } from '../../actor/api/actor-ref.ts'
import { Behaviors } from '../../actor/authoring/behaviors.ts'
import { errorName } from '../../actor/base/error-text.ts'
import { storesFailingOn } from '../../persistence/event-sourced/counter.fixture.ts'
import { inMemoryStores, isPromise, useLocalJournal } from '../../persistence/index.ts'
import type { Stores } from '../../persistence/store-service.ts'
import { ActorTestKit } from '../actor-test-kit.ts'
import { CaseStage } from './case-stage.ts'
import type { Played } from './departures.ts'
import { casePersistenceId, EventSourcedCaseActor, type ScriptedFaults } from './event-sourced-case-actor.ts'
import type { PersistenceCase } from './persistence-case.ts'
import { firstWord, numberIn } from './recorded-case.ts'

/** Pause between two commands of `slow`, so that each completes before the next. */
const slowMs = 20

/** Failure in a script → the store call that fails. */
const failingCalls: Readonly<Record<string, string>> = {
  persist: 'append',
  read: 'replay',
  snapshot: 'save',
  load: 'load',
  delete: 'deleteTo',
}

/** Plays a script on this runtime and returns the actions of its actors in the form of the recording. */
export function playPersistenceCase(script: PersistenceCase): Played {
  const kit = ActorTestKit.create()
  const stores = inMemoryStores()
  const toFail = new Set<string>()
  const faults: ScriptedFaults = { rejectNext: false, badLater: false, recoveryDisabled: false }
  const stage = new CaseStage({}, script.timed ?? false, () => kit.now)
  const dead = kit.createDeadLetterProbe()
  const unhandled = kit.createUnhandledMessageProbe()
  useLocalJournal(
    kit.system,
    storesFailingOn(stores, call => toFail.delete(call)),
  )

  const spawn = () => new EventSourcedCaseActor(script, faults, text => stage.record(`e ${text}`)).behavior()
  const tell = (commands: string) => {
    for (const command of commands.split(',')) stage.ref('e').tell(command)
  }
  const parent: ActorRef<string> = kit.spawn(
    Behaviors.receive<string>((context, message) => {
      if (message === 'end') context.stop(stage.ref('e'))
      else {
        const child = context.spawn(spawn(), 'e')
        context.watch(child)
        stage.register('e', child)
        // The commands are sent in the same turn, so that they arrive before the recovery completes.
        const [, first] = firstWord(message)
        if (first !== '') tell(first)
      }
      return Behaviors.same
    }).receiveSignal((_, signal) => {
      stage.record(`g ${signal.type}${signal.type === 'ChildFailed' ? `(${errorName(signal.cause)})` : ''}`)
      return Behaviors.same
    }),
    'g',
  )

  for (const step of script.steps) {
    const [word, rest] = firstWord(step)
    if (word === 'wait') kit.advance(numberIn(rest))
    else if (word === 'start' || word === 'end') parent.tell(step)
    else if (word === 'tell') tell(rest)
    else if (word === 'slow') {
      for (const command of rest.split(',')) {
        tell(command)
        kit.advance(slowMs)
      }
    } else if (word === 'fail') toFail.add(failingCalls[rest]!)
    else if (word === 'reject') faults.rejectNext = true
    else if (word === 'badlater') faults.badLater = true
    else if (word === 'norecovery') faults.recoveryDisabled = true
    else throw new Error(`The script has an unknown step [${step}].`)
  }
  return {
    lines: stage.lines,
    undelivered: [
      ...dead.pending.map(({ message }) => `dead ${message}`),
      ...unhandled.pending.map(({ message }) => `unhandled ${message}`),
    ].sort(),
    after: remaining(stores),
  }
}

function remaining({ journal, snapshots }: Stores): string {
  const bounds = { fromSequenceNr: 1, toSequenceNr: Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
  const events = journal.replay(casePersistenceId, bounds)
  const saved = snapshots.list()
  if (isPromise(events) || isPromise(saved))
    throw new Error('The in-memory stores returned a promise; this script needs synchronous stores.')
  const eventTexts = events.map(({ sequenceNr, payload }) => `${sequenceNr}:${payload}`)
  return `events ${eventTexts.join(' ')}; snapshots ${saved.map(({ sequenceNr }) => sequenceNr).join(' ')}`
}
