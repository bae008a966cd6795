import { describe, expect, test } from 'vitest'
import { type Walkthrough, WalkthroughPlayer, walkthroughs } from '../lessons/index.ts'
import { WalkthroughSimulation } from './walkthrough-simulation.ts'

const begin = (walkthrough: Walkthrough) => {
  const simulation = new WalkthroughSimulation()
  return { simulation, player: new WalkthroughPlayer(walkthrough, simulation) }
}

/** Plays to the end and returns the status of every step. A step that waits has something to watch. */
const playThrough = async ({ player, simulation }: ReturnType<typeof begin>) => {
  const states: string[] = []
  let state = await player.start()
  for (;;) {
    if (state.status === 'shown') {
      const shownAt = await simulation.pause()
      state = await player.next()
      if (state.step.await !== undefined) expect(state.at, state.step.id).toBeGreaterThan(Number(shownAt))
    }
    states.push(
      `${state.step.id} ${state.status}${state.problem === null ? '' : `: ${state.problem.refused}`}`,
    )
    expect(state.verdicts).not.toContain('false')
    if (!player.canGoNext) return states
    state = await player.next()
  }
}

describe.each(walkthroughs)('the walkthrough $id in the simulation', walkthrough => {
  const allReached = walkthrough.steps.map(step => `${step.id} reached`)

  // The seed decides which reader answers, and one walkthrough needs both.
  const seeds = walkthrough.id === 'command-and-query' ? [walkthrough.seed] : [walkthrough.seed, 1, 2, 3]

  test.each(seeds)('reaches the end of every step with seed %i', async seed => {
    expect(await playThrough(begin({ ...walkthrough, seed }))).toEqual(allReached)
  })

  test('computes the same run each time, also after a step back', async () => {
    const straight = begin(walkthrough)
    await playThrough(straight)
    const wandering = begin(walkthrough)
    const last = walkthrough.steps.length - 1
    await wandering.player.goTo(last - 1)
    if (wandering.player.state.status === 'shown') await wandering.player.next()
    expect(await wandering.player.back()).toMatchObject({ index: last - 2, status: 'reached' })
    while (wandering.player.canGoNext) await wandering.player.next()
    expect(wandering.player.state).toMatchObject({ index: last, status: 'reached' })
    expect(await wandering.simulation.traceHash()).toBe(await straight.simulation.traceHash())
  })
})
