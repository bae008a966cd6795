import { nameOf } from '../../../trace/actor-path.ts'
import type { DeadLetter, Dropped, UnhandledMessage } from '../../actor/api/actor-system.ts'
import { ActorTestKit } from '../actor-test-kit.ts'
import { CaseActor } from './case-actor.ts'
import { CaseStage } from './case-stage.ts'
import { firstWord, numberIn } from './recorded-case.ts'

/** A script for actors: their layers, the outermost first, and the steps that act on them. */
export interface SupervisionCase {
  readonly id: string
  readonly text: string
  /** True when the recorded lines have the time. */
  readonly timed?: boolean
  readonly actors: Readonly<Record<string, readonly string[] | undefined>>
  readonly steps: readonly string[]
}

/** The delays of the recording before its first step and after its last one. */
const firstStepMs = 60
const lastWaitMs = 50

/** Plays a script on this runtime and returns the actions of its actors in the form of the recording. */
export function playSupervisionCase({ actors, steps, timed = false }: SupervisionCase): {
  readonly lines: readonly string[]
  readonly undelivered: readonly string[]
} {
  const kit = ActorTestKit.create()
  const stage = new CaseStage(actors as CaseStage['scripts'], timed, () => kit.now)
  const undeliveredTexts = [
    undelivered(kit.createDeadLetterProbe(), 'dead'),
    undelivered(kit.createDroppedMessageProbe(), 'dropped'),
    undelivered(kit.createUnhandledMessageProbe(), 'unhandled'),
  ]
  stage.register('g', kit.spawn(new CaseActor(stage, 'g').behavior(), 'g'))
  let at = firstStepMs
  for (const step of steps) {
    const [word, rest] = firstWord(step)
    if (word === 'wait') at += numberIn(rest)
    else {
      // The step precedes the timers of its instant, because Pekko's timers are up to 10 ms late and never early.
      if (at > kit.now) kit.advanceTo(at - 1)
      kit.system.enterInstant(at)
      sendStep(stage, step)
    }
  }
  kit.advanceTo(at + lastWaitMs)
  return { lines: stage.lines, undelivered: undeliveredTexts.flatMap(texts => texts()).sort() }
}

/** Sends the message of a step: `a<-m` to the actor, `a~m` through the adapter of the actor. */
function sendStep(stage: CaseStage, step: string): void {
  const [, name = '', arrow, message = ''] = /^(\w+)(<-|~)(.+)$/.exec(step) ?? []
  if (arrow === undefined) throw new Error(`The script has an unknown step [${step}].`)
  if (arrow === '~') stage.adapter(name).tell(message)
  else stage.ref(name).tell(message)
}

type Undelivered = DeadLetter | Dropped | UnhandledMessage

const undelivered = (probe: { readonly pending: readonly Undelivered[] }, word: string) => (): string[] =>
  probe.pending.map(({ message, recipient }) => `${word} ${message} to ${nameOf(recipient)}`)
