import { expect, test } from 'vitest'
import { type Shrunk, shrinkActs } from './shrink-acts.ts'
import type { TimedAct } from './trial.ts'

const kill = (at: number, participant: string): TimedAct => ({ at, action: { type: 'Kill', participant } })
const freeze = (at: number, forMs: number): TimedAct => ({
  at,
  action: { type: 'Freeze', participant: 'node-1', forMs },
})
const killed = (acts: readonly TimedAct[]) =>
  acts.map(({ action }) => (action.type === 'Kill' ? action.participant : action.type))

/** Runs the acts. Returns those that were performed when the run fails, else null. */
type Fails = (acts: readonly TimedAct[]) => readonly TimedAct[] | null

function shrink(failing: readonly TimedAct[], fails: Fails) {
  const attempts = shrinkActs(failing)
  let runs = 0
  let step = attempts.next()
  while (!step.done) {
    const { candidates, accepts } = step.value
    let shrunk: Shrunk | null = null
    for (let i = 0; i < candidates.length && shrunk === null; i++) {
      const performed = fails(candidates[i]!)
      runs++
      if (performed !== null && accepts(performed)) shrunk = { candidate: i, performed }
    }
    step = attempts.next(shrunk)
  }
  return { acts: step.value, runs }
}

const many = Array.from({ length: 40 }, (_, i) => kill(1000 + i, `node-${i}`))

test('only the acts that a failure needs remain, wherever they were', () => {
  const needed = ['node-3', 'node-20', 'node-39']
  const fails: Fails = acts => (needed.every(id => killed(acts).includes(id)) ? acts : null)
  const { acts, runs } = shrink(many, fails)
  expect(killed(acts)).toEqual(needed)
  expect(runs).toBeLessThan(120)
})

test('a failure that needs no act shrinks to none', () => {
  expect(shrink(many, acts => acts).acts).toEqual([])
})

test('no single act can be removed from the result', () => {
  const fails: Fails = acts => (acts.length >= 7 ? acts : null)
  expect(shrink(many, fails).acts).toHaveLength(7)
})

test('a fault and its repair, of which neither can be removed alone, are removed together', () => {
  const pairs = ['cut', 'heal']
  const fails: Fails = acts => {
    const left = killed(acts)
    return left.includes('needed') && pairs.every(id => left.includes(id) === left.includes('cut'))
      ? acts
      : null
  }
  const { acts } = shrink([kill(1000, 'cut'), kill(2000, 'needed'), kill(3000, 'heal')], fails)
  expect(killed(acts)).toEqual(['needed'])
})

test('acts that turn out impossible are left out', () => {
  const fails: Fails = acts =>
    killed(acts).includes('node-5') ? acts.filter(act => killed([act])[0] !== 'node-6') : null
  expect(killed(shrink([kill(1000, 'node-5'), kill(2000, 'node-6')], fails).acts)).toEqual(['node-5'])
})

test('instants become early and round, but keep their order', () => {
  const fails: Fails = acts => (acts.length === 2 && acts[1]!.at > 12_345 ? acts : null)
  const { acts } = shrink([kill(11_111, 'a'), kill(17_777, 'b')], fails)
  expect(acts.map(({ at }) => at)).toEqual([10_000, 15_000])
})

test('durations become small', () => {
  const fails: Fails = acts =>
    acts.some(({ action }) => action.type === 'Freeze' && action.forMs! >= 700) ? acts : null
  const [act] = shrink([freeze(500, 6000)], fails).acts
  expect(act).toEqual(freeze(500, 750))
})
