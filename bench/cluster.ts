import { type LoggedSession, openSession } from '../src/browser/index.ts'
import type { ClockState } from '../src/conductor/session.ts'
import type { Check } from '../src/trace/check.ts'
import { actionsFor, outsiders } from './cluster-size.ts'

/** Rounds and wall milliseconds of a part of a run. */
export interface Stretch {
  readonly rounds: number
  readonly virtualMs: number
  readonly wallMs: number
}

/** An idle cluster with the given number of real workers and no canvas. */
export async function openCluster(workers: number): Promise<{
  run(wallMs: number): Promise<Stretch>
  close(): Promise<void>
}> {
  const session = await openSession({ scenario: 'cqrs', seed: 7, fresh: true })
  if ('refused' in session) throw new Error(session.refused)
  for (const action of actionsFor(workers)) {
    const done = await session.do(action)
    if ('refused' in done) throw new Error(done.refused)
  }
  const nodes = workers - outsiders
  const names = Array.from({ length: nodes }, (_, i) => `node-${i + 1}`)
  const allUp: Check = { type: 'eventually', what: { fact: 'members', status: 'Up', nodes: names } }
  const outcome = await session.until(allUp, { withinMs: 300_000 })
  if ('refused' in outcome || outcome.verdict !== 'true') {
    throw new Error(`${nodes} nodes did not come Up: ${JSON.stringify(outcome)}`)
  }
  const clock = clockOf(session)
  return {
    run: async wallMs => {
      // The reachable virtual time is unknown before the run, so the loop extends it.
      const before = await clock(0)
      const begun = performance.now()
      let target = before.now
      do {
        target += 1000
        await session.runUntil(target)
      } while (performance.now() - begun < wallMs)
      const took = performance.now() - begun
      const after = await clock(target)
      return {
        rounds: (after.rounds ?? 0) - (before.rounds ?? 0),
        virtualMs: after.now - before.now,
        wallMs: took,
      }
    },
    close: () => session.close(),
  }
}

/** Resolves with the clock when the given instant is computed. */
function clockOf(session: LoggedSession): (at: number) => Promise<ClockState> {
  let last: ClockState | null = null
  let heard = (): void => undefined
  session.subscribe(clock => {
    last = clock
    heard()
  })
  return async at => {
    while (last === null || last.now < at || last.playing) {
      await new Promise<void>(resolve => {
        heard = resolve
      })
    }
    return last
  }
}
