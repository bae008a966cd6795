import { type PlayerState, type Walkthrough, WalkthroughPlayer } from '../lessons/index.ts'
import { WalkthroughSimulation } from './walkthrough-simulation.ts'
import type { StepEnd, WalkthroughStage } from './walkthrough-stage.ts'
import { withDetail } from './with-detail.ts'

/** Plays a walkthrough in this thread, without a browser. */
export function walkthroughInThread(walkthrough: Walkthrough): WalkthroughStage {
  const player = new WalkthroughPlayer(walkthrough, new WalkthroughSimulation())
  let at = 0
  const end = ({ status, problem, verdicts, at: reachedAt }: PlayerState): StepEnd => {
    if (status === 'loading' || status === 'shown' || status === 'running')
      throw new Error(`The step is still [${status}].`)
    at = reachedAt ?? at
    return { status, problem: problem === null ? null : withDetail(problem), at, verdicts }
  }
  /** Plays a step whose text is shown. */
  const watch = async (state: PlayerState) => end(state.status === 'shown' ? await player.next() : state)
  return {
    begin: async () => watch(await player.start()),
    next: async () => watch(await player.next()),
    close: async () => {},
  }
}
