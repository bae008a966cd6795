import { create } from 'zustand'
import {
  type PlayerState,
  WalkthroughPlayer,
  type WalkthroughPort,
  walkthroughs,
} from '../../lessons/index.ts'
import { openRun } from '../store/open-run.ts'
import { useRun } from '../store/run-store.ts'
import { highlight } from '../store/selection.ts'

interface Lesson {
  readonly player: WalkthroughPlayer | null
  readonly state: PlayerState | null
}

/** The walkthrough that is being shown, if any. */
export const useLesson = create<Lesson>()(() => ({ player: null, state: null }))

const gone = { refused: 'There is no run. Begin one first.' } as const

/** The page as a player needs it: the present session, whichever it is. */
const port: WalkthroughPort = {
  load: (scenario, options) => openRun({ scenario, ...options, fresh: true }, 'paused'),
  do: async action => (await useRun.getState().session?.do(action)) ?? gone,
  // Each step has a pace of its own; the slider makes all of them faster or slower.
  until: async (check, options) => {
    const { session, clock } = useRun.getState()
    return (await session?.until(check, { ...options, speed: options.speed * clock.speed })) ?? gone
  },
  check: async check => (await useRun.getState().session?.check(check)) ?? gone,
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

/** Begins it, on a run of its own. */
export function beginLesson(id: string): void {
  const walkthrough = walkthroughs.find(one => one.id === id)
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
