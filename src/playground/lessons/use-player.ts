import {
  type PlayerState,
  WalkthroughPlayer,
  type WalkthroughPort,
  walkthroughs,
} from '../../lessons/index.ts'
import { refuse } from '../../trace/index.ts'
import { arrival, follow, replayTo, seek } from '../store/film.ts'
import { openRun } from '../store/open-run.ts'
import { showLessonInAddress } from '../store/request-in-address.ts'
import { useRun } from '../store/run-store.ts'
import { highlight } from '../store/selection.ts'
import { useLesson } from './lesson-state.ts'

const noRun = refuse('no-run')

/** Lets the player drive whichever run is shown. */
const port: WalkthroughPort = {
  load: (scenario, options) => openRun({ scenario, ...options, fresh: true }, 'paused'),
  do: async action => {
    follow()
    return (await useRun.getState().session?.do(action)) ?? noRun
  },
  // The slider multiplies the speed that each step sets.
  until: async (check, options) => {
    const { session, clock } = useRun.getState()
    follow()
    const outcome = await session?.until(check, { ...options, speed: options.speed * clock.speed })
    // The step ends when its proof is seen, not when it is computed.
    await arrival()
    return outcome ?? noRun
  },
  check: async check => (await useRun.getState().session?.check(check)) ?? noRun,
  pause: async () => useRun.getState().session?.pause(),
  show: async at => {
    const { session } = useRun.getState()
    if (session !== null) await seek(session, at)
  },
  replay: async (to, speed) => {
    const { session, clock } = useRun.getState()
    if (session !== null) await replayTo(session, to, speed * clock.speed)
  },
}

function show(player: WalkthroughPlayer, state: PlayerState): void {
  useLesson.setState({ state })
  showLessonInAddress({ id: player.walkthrough.id, step: state.index + 1 })
  highlight(
    (state.step.points ?? []).flatMap(anchor =>
      anchor.type === 'participant'
        ? [anchor.participant]
        : anchor.type === 'actor'
          ? [anchor.participant, `${anchor.participant}${anchor.actor}`]
          : [],
    ),
  )
}

/** Starts a walkthrough on a new run, at the step with this number from 1 on; default: the first. False: unknown id. */
export function beginLesson(id: string, step = 1): boolean {
  const walkthrough = walkthroughs.find(candidate => candidate.id === id)
  if (walkthrough === undefined) return false
  const player = new WalkthroughPlayer(walkthrough, port)
  useLesson.setState({ player, state: player.state })
  player.subscribe(state => {
    if (useLesson.getState().player === player) show(player, state)
  })
  void player.goTo(Math.min(step, walkthrough.steps.length) - 1)
  return true
}

export function endLesson(): void {
  useLesson.setState({ player: null, state: null })
  showLessonInAddress(null)
  highlight([])
}
