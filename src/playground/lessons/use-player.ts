import { type PlayerState, type Walkthrough, WalkthroughPlayer, walkthroughOf } from '../../lessons/index.ts'
import { lessonBegun, lessonDone } from '../learn/lesson-progress.ts'
import { showLessonInAddress } from '../store/request-in-address.ts'
import { useRun } from '../store/run-store.ts'
import { highlight } from '../store/selection.ts'
import { useLesson } from './lesson-state.ts'
import { walkthroughPort } from './walkthrough-port.ts'

/** The work of the page besides showing the steps of a walkthrough. */
interface Following {
  /** Puts the step with this number, from 1 on, into the address. */
  readonly onStep: (step: number) => void
  readonly onDone?: () => void
}

function show(player: WalkthroughPlayer, state: PlayerState, { onStep, onDone }: Following): void {
  useLesson.setState({ state })
  const { steps } = player.walkthrough
  if (state.status === 'reached' && state.index === steps.length - 1) onDone?.()
  onStep(state.index + 1)
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

/** Starts a walkthrough of the page on a new run, at the step with this number from 1 on; default: the first. False: unknown id. */
export function beginLesson(id: string, step = 1): boolean {
  const walkthrough = walkthroughOf(id)
  if (walkthrough === null) return false
  lessonBegun(id)
  beginWalkthrough(walkthrough, step, {
    onStep: step => showLessonInAddress({ id, step }),
    onDone: () => lessonDone(id),
  })
  return true
}

/** Starts any walkthrough on a new run, at the step with this number from 1 on. */
export function beginWalkthrough(walkthrough: Walkthrough, step: number, following: Following): void {
  endWatching()
  const player = new WalkthroughPlayer(walkthrough, walkthroughPort)
  useLesson.setState({ player, state: player.state })
  player.subscribe(state => {
    if (useLesson.getState().player === player) show(player, state, following)
  })
  endWatching = watchPerson(player)
  void player.goTo(Math.max(1, Math.min(step, walkthrough.steps.length)) - 1)
}

export function endLesson(): void {
  endWatching()
  useLesson.setState({ player: null, state: null })
  showLessonInAddress(null)
  highlight([])
}
