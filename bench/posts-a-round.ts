import { cqrsHeader } from '../src/cli/random-run.ts'
import { Conductor, type Host, inProcessHosts } from '../src/conductor/index.ts'
import { inMemoryStores } from '../src/runtime/index.ts'
import { createParticipant, loadScenarioCode, planRun } from '../src/scenarios/index.ts'
import type { Action } from '../src/trace/action.ts'

const settledAfterMs = 120_000
const forMs = 30_000
const code = await loadScenarioCode('cqrs')

/** Mean number of posts per round of an idle cluster after these actions, counted in a simulation. */
export function postsARound(actions: readonly Action[]): number {
  const header = cqrsHeader(7)
  const plan = planRun(header)
  if ('refused' in plan) throw new Error(plan.refused)
  const stores = inMemoryStores()
  const hosts = inProcessHosts((who, boot) => createParticipant(code, header, who, boot, stores))
  let posts = 0
  const conductor = new Conductor({
    plan,
    hosts: (who, boot) => {
      const host = hosts(who, boot)
      if (host instanceof Promise) throw new Error('A host in this thread is there at once.')
      const counting: Host = {
        advance: grant => {
          const result = host.advance(grant)
          if (!(result instanceof Promise)) posts += Object.keys(result.sent).length
          return result
        },
        terminate: () => host.terminate(),
      }
      return counting
    },
  })
  conductor.start()
  conductor.advanceTo(0)
  for (const action of actions) conductor.do(action)
  conductor.advanceTo(settledAfterMs)
  const rounds = conductor.rounds
  posts = 0
  conductor.advanceTo(settledAfterMs + forMs)
  return posts / (conductor.rounds - rounds)
}
