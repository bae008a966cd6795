import { create } from 'zustand'
import {
  type PlayerState,
  WalkthroughPlayer,
  type WalkthroughPort,
  walkthroughs,
} from '../../lessons/index.ts'
import { arrival, follow } from '../store/film.ts'
import { openRun } from '../store/open-run.ts'
import { useRun } from '../store/run-store.ts'
import { highlight } from '../store/selection.ts'

interface Lesson {
  readonly player: WalkthroughPlayer | null
  readonly state: PlayerState | null
}

/** The walkthrough that is shown, if any. */
export const useLesson = create<Lesson>()(() => ({ player: null, state: null }))

const noRun = { refused: 'No run is open. Open one first.' } as const

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
}

function show(state: PlayerState): void {
  useLesson.setState({ state })
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

/** Starts a walkthrough on a new run. */
export function beginLesson(id: string): void {
  const walkthrough = walkthroughs.find(candidate => candidate.id === id)
  if (walkthrough === undefined) return
  const player = new WalkthroughPlayer(walkthrough, port)
  useLesson.setState({ player, state: player.state })
  player.subscribe(state => {
    if (useLesson.getState().player === player) show(state)
  })
  void player.start()
}

export function endLesson(): void {
  useLesson.setState({ player: null, state: null })
  highlight([])
}
