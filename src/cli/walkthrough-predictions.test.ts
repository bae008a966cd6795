import { describe, expect, test } from 'vitest'
import { contradictionsOf, type Step, WalkthroughPlayer, walkthroughs } from '../lessons/index.ts'
import { verdictIn } from './walkthrough-in-thread.ts'
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

  test('are confirmed by its own run when right, and refuted when wrong', async () => {
    const simulation = new WalkthroughSimulation()
    const player = new WalkthroughPlayer(walkthrough, simulation)
    const found: string[] = []
    let state = await player.start()
    for (;;) {
      if (state.status === 'shown') state = await player.next()
      const { id, ask } = state.step
      if (ask !== undefined)
        for (const { en } of await contradictionsOf(ask, verdictIn(simulation))) found.push(`${id}: ${en}`)
      if (!player.canGoNext) break
      state = await player.next()
    }
    expect(found).toEqual([])
  })
})
