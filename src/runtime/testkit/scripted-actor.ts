import type { ActorContext } from '../actor/api/actor-context.ts'
import type { Behavior } from '../actor/api/behavior.ts'
import type { Signal } from '../actor/api/signal.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'

/** A message that its receiver runs as its handler, so a test has the handler where it sends the message. */
export type Step = (context: ActorContext<Step>) => Behavior<Step> | undefined

/**
 * Runs each received step and records each signal as `name signal`. `Terminated` is unhandled, so a death pact
 * holds.
 */
export function scripted(log: string[], name: string): Behavior<Step> {
  return Behaviors.receive<Step>((context, step) => step(context) ?? Behaviors.same).receiveSignal(
    (_, signal) => recordSignal(log, name, signal),
  )
}

function recordSignal(log: string[], name: string, signal: Signal): Behavior<unknown> {
  log.push(`${name} ${signal.type}`)
  return signal.type === 'PreRestart' || signal.type === 'PostStop' ? Behaviors.same : Behaviors.unhandled
}

/** {@link scripted} that also records each start as `name start`. */
export function scriptedStart(log: string[], name: string): Behavior<Step> {
  return Behaviors.setup<Step>(() => {
    log.push(`${name} start`)
    return scripted(log, name)
  })
}

export const logText =
  (log: string[], text: string): Step =>
  () => {
    log.push(text)
    return undefined
  }

export const throwError =
  (error: Error = new Error('failed on request')): Step =>
  () => {
    throw error
  }
