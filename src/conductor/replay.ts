import type { LoggedAction } from '../trace/action.ts'
import type { VirtualTime } from '../trace/trace-event.ts'
import { Conductor, type ConductorOptions, type Performed } from './conductor.ts'
import { RunBroken } from './run-broken.ts'

/**
 * Computes a recorded run again: every action at the instant at which it was done, then on to `until`. What
 * comes back stands there and can go on.
 */
export function replay(
  options: ConductorOptions,
  actions: readonly LoggedAction[],
  until: VirtualTime,
): Conductor | Promise<Conductor> {
  const conductor = new Conductor(options)
  const replayed = replayInto(conductor, actions, until)
  return replayed instanceof Promise ? replayed.then(() => conductor) : conductor
}

/** The same with a conductor that was just made. */
export function replayInto(
  conductor: Conductor,
  actions: readonly LoggedAction[],
  until: VirtualTime,
): void | Promise<void> {
  const steps = replaySteps(conductor, actions, until)
  for (let step = steps.next(); step.done !== true; step = steps.next()) {
    if (step.value instanceof Promise) return goOn(step.value, steps)
  }
}

async function goOn(first: Promise<unknown>, steps: Iterator<unknown>): Promise<void> {
  await first
  for (let step = steps.next(); step.done !== true; step = steps.next()) await step.value
}

function* replaySteps(
  conductor: Conductor,
  actions: readonly LoggedAction[],
  until: VirtualTime,
): Generator<unknown, void, undefined> {
  yield conductor.start()
  for (const logged of actions) {
    if (logged.at > until) break
    yield conductor.advanceTo(logged.at - 1)
    const answer = conductor.do(logged.action)
    yield answer instanceof Promise
      ? answer.then(done => expectSame(logged, done))
      : expectSame(logged, answer)
  }
  yield conductor.advanceTo(until)
}

function expectSame(logged: LoggedAction, done: Performed | { readonly refused: string }): void {
  if ('refused' in done) {
    throw new RunBroken(`Action [${logged.index}] of the recording cannot be done here: ${done.refused}`)
  }
  if (done.index !== logged.index || done.at !== logged.at) {
    throw new RunBroken(
      `Action [${logged.index}] at [${logged.at}] ms of the recording came out as [${done.index}] at [${done.at}] ms. Its actions must stand in order.`,
    )
  }
}
