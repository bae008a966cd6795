import { contradictionsOf, type PlayerState, type Walkthrough, WalkthroughPlayer } from '../lessons/index.ts'
import { verdictIn } from '../lessons/prove-question.ts'
import { WalkthroughSimulation } from './walkthrough-simulation.ts'
import type { StepEnd, WalkthroughStage } from './walkthrough-stage.ts'
import { withDetail } from './with-detail.ts'

/** Plays a walkthrough in this thread, without a browser. */
export function walkthroughInThread(walkthrough: Walkthrough): WalkthroughStage {
  const simulation = new WalkthroughSimulation()
  const player = new WalkthroughPlayer(walkthrough, simulation)
  let at = 0
  const end = async ({ status, step, problem, verdicts, at: reachedAt }: PlayerState): Promise<StepEnd> => {
    if (status === 'loading' || status === 'shown' || status === 'running')
      throw new Error(`The step is still [${status}].`)
    at = reachedAt ?? at
    const contradictions =
      status === 'reached' && step.ask !== undefined
        ? await contradictionsOf(step.ask, verdictIn(simulation))
        : []
    return { status, problem: problem === null ? null : withDetail(problem), at, verdicts, contradictions }
  }
  /** Plays a step whose text is shown. */
  const watch = async (state: PlayerState) => end(state.status === 'shown' ? await player.next() : state)
  return {
    begin: async () => watch(await player.start()),
    next: async () => watch(await player.next()),
    close: async () => {},
  }
}
