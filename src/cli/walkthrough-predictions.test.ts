import { describe, expect, test } from 'vitest'
import { type Step, walkthroughs } from '../lessons/index.ts'
import { proveWalkthrough } from '../lessons/prove-walkthrough.ts'
import { problemsIn } from '../lessons/trial.ts'
import { WalkthroughSimulation } from './walkthrough-simulation.ts'

/** The answers of a step's question that no run could contradict. */
const unclaimed = ({ ask }: Step): readonly string[] => {
  if (ask === undefined) return []
  if (ask.type === 'choice') return ask.choices.filter(({ claim }) => claim === undefined).map(({ id }) => id)
  return ask.claim === undefined ? [ask.type] : []
}

describe.each(walkthroughs)('the predictions of the walkthrough $id', walkthrough => {
  test('all make claims', () => {
    expect(walkthrough.steps.flatMap(step => unclaimed(step).map(id => `${step.id}: ${id}`))).toEqual([])
  })

  test('are confirmed by its own run when right, and refuted when wrong; the things it points at exist', async () => {
    expect(problemsIn(await proveWalkthrough(walkthrough, new WalkthroughSimulation()))).toEqual([])
  })
})
