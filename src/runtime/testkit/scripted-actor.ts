import type { ActorContext } from '../actor/actor-context.ts'
import type { Behavior } from '../actor/behavior.ts'
import { Behaviors } from '../actor/behaviors.ts'
import type { Signal } from '../actor/signal.ts'

/** A message that is what its receiver shall do: a test writes the actor's handler where it sends. */
export type Step = (context: ActorContext<Step>) => Behavior<Step> | undefined

/** Does the steps it is sent and writes down `name signal` for each signal; endings are left to the death pact. */
export function scripted(log: string[], name: string): Behavior<Step> {
  return Behaviors.receive<Step>((context, step) => step(context) ?? Behaviors.same).receiveSignal(
    (_, signal) => answer(log, name, signal),
  )
}

function answer(log: string[], name: string, signal: Signal): Behavior<unknown> {
  log.push(`${name} ${signal.type}`)
  return signal.type === 'PreRestart' || signal.type === 'PostStop' ? Behaviors.same : Behaviors.unhandled
}

/** The same with a note of each start, and a count that begins anew with it. */
export function scriptedStart(log: string[], name: string): Behavior<Step> {
  return Behaviors.setup<Step>(() => {
    log.push(`${name} start`)
    return scripted(log, name)
  })
}

export const say =
  (log: string[], text: string): Step =>
  () => {
    log.push(text)
    return undefined
  }

export const fail =
  (error: Error = new Error('failed on request')): Step =>
  () => {
    throw error
  }
