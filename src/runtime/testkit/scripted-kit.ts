import type { Behavior } from '../actor/api/behavior.ts'
import { ActorTestKit } from './actor-test-kit.ts'
import { type Step, scripted } from './scripted-actor.ts'

/** A kit with one actor `a`, by default a {@link scripted} one, and the log that its behavior writes. */
export function scriptedKit(behavior: (log: string[]) => Behavior<Step> = log => scripted(log, 'a')) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const ref = kit.spawn(behavior(log), 'a')
  /** Sends the steps and runs everything due. */
  const tell = (...steps: Step[]) => {
    for (const step of steps) ref.tell(step)
    kit.runUntilIdle()
  }
  return { kit, log, ref, tell }
}
