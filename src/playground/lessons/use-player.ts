import { type PlayerState, WalkthroughPlayer, walkthroughs } from '../../lessons/index.ts'
import { lessonBegun, lessonDone } from '../learn/lesson-progress.ts'
import { showLessonInAddress } from '../store/request-in-address.ts'
import { useRun } from '../store/run-store.ts'
import { highlight } from '../store/selection.ts'
import { useLesson } from './lesson-state.ts'
import { walkthroughPort } from './walkthrough-port.ts'

function show(player: WalkthroughPlayer, state: PlayerState): void {
  useLesson.setState({ state })
  const { id, steps } = player.walkthrough
  if (state.status === 'reached' && state.index === steps.length - 1) lessonDone(id)
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

/** Ends the observation of the person by the player before. */
let endWatching = (): void => undefined

/** Tells the player what the person does in its run, until the returned function is called. */
function watchPerson(player: WalkthroughPlayer): () => void {
  /** The run of the walkthrough; null while it is loaded. */
  let own: unknown = null
  let playing = false
  return useRun.subscribe(({ session, view, clock, cursor }) => {
    if (player.state.status === 'loading' || session === null) {
      own = null
      return
    }
    own ??= session
    if (session !== own) return player.left()
    const began = clock.playing && !playing
    playing = clock.playing
    if (!cursor.following) return
    for (const { index, action } of view.actions) if (index >= player.acts) player.acted(index, action)
    void player.follow(began)
  })
}

/** Starts a walkthrough on a new run, at the step with this number from 1 on; default: the first. False: unknown id. */
export function beginLesson(id: string, step = 1): boolean {
  const walkthrough = walkthroughs.find(candidate => candidate.id === id)
  if (walkthrough === undefined) return false
  endWatching()
  const player = new WalkthroughPlayer(walkthrough, walkthroughPort)
  useLesson.setState({ player, state: player.state })
  player.subscribe(state => {
    if (useLesson.getState().player === player) show(player, state)
  })
  endWatching = watchPerson(player)
  lessonBegun(id)
  void player.goTo(Math.min(step, walkthrough.steps.length) - 1)
  return true
}

export function endLesson(): void {
  endWatching()
  useLesson.setState({ player: null, state: null })
  showLessonInAddress(null)
  highlight([])
}
