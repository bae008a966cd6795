import { create } from 'zustand'
import type { Bilingual } from '../../narration/index.ts'
import type { Action, EventId, ParticipantId, TraceEvent } from '../../trace/index.ts'
import { useLesson } from '../lessons/lesson-state.ts'
import { act } from '../store/acts.ts'
import { follow, pause, play } from '../store/film.ts'
import { prefer, usePreferences } from '../store/preferences.ts'
import { addDirector, frames, showPast, useRun } from '../store/run-store.ts'
import { Follower } from './follower.ts'

interface Following {
  /** Name of the command or message, in the words of its form; null: nothing is followed. */
  readonly name: Bilingual | null
  /** The hop that is shown. */
  readonly hop: TraceEvent | null
  /** The events that belong to it. It grows in place. */
  readonly events: ReadonlySet<EventId>
  /** Participants that it has reached, or to which a message of it is in flight. A new set at each hop. */
  readonly participants: ReadonlySet<ParticipantId>
  /** True once no message of it is in flight any more. */
  readonly over: boolean
}

const nothing: Following = { name: null, hop: null, events: new Set(), participants: new Set(), over: false }

/** The command or message that the page follows on its way. */
export const useFollowing = create<Following>()(() => nothing)

/** Speed of the run while something is followed, in virtual ms per ms: the run stays close to what is shown. */
const slowSpeed = 0.25
/** Speed before something was followed; null: it is not changed. */
let speedBefore: number | null = null

const follower = new Follower({
  hop: (hop, { events, participants }) =>
    useFollowing.setState({ hop, events, participants: new Set(participants) }),
  over: () => {
    useFollowing.setState({ over: true })
    void restoreSpeed()
    const { session, cursor } = useRun.getState()
    // A person who followed something of the past rests on its outcome.
    if (session !== null && !cursor.following) void pause(session)
  },
  lost: () => {
    useFollowing.setState(nothing, true)
    void restoreSpeed()
  },
})

/** Lets the cursor follow while the page is mounted. Returns the function that ends it. */
export function runFollower(): () => void {
  const ends = [
    addDirector(follower),
    frames.subscribe(() => {
      follower.endIfOver(useRun.getState().cursor.at)
      return false
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}

/** Sends a command; a newcomer's first one is followed without being asked, except within a walkthrough. */
export async function send(action: Action, name: Bilingual): Promise<boolean> {
  const { cursor } = useRun.getState()
  const newcomer = !usePreferences.getState().hasFollowed && useLesson.getState().player === null
  return newcomer && cursor.playing ? followAct(action, name) : act(action)
}

/** Sends an action and follows what it causes. `name` is what the person calls it. Resolves to whether it was done. */
export async function followAct(action: Action, name: Bilingual): Promise<boolean> {
  if (useRun.getState().cursor.past) return act(action)
  follow()
  await slowDown()
  follower.followNextAction()
  useFollowing.setState({ ...nothing, name }, true)
  prefer({ hasFollowed: true })
  const done = await act(action)
  if (!done) stopFollowing()
  return done
}

/** Shows again how an event came about and follows what it caused. */
export async function followEvent(id: EventId, name: Bilingual): Promise<void> {
  const { session, log } = useRun.getState()
  const position = log.positionOf(id)
  const at = log.byId(id)?.at
  if (session === null || position === null || at === undefined) return
  await session.pause()
  await slowDown()
  showPast(position, at)
  follower.follow(id)
  useFollowing.setState({ ...nothing, name }, true)
  await play(session)
}

/** Restores the speed that the run had before. */
export function stopFollowing(): void {
  follower.stop()
  useFollowing.setState(nothing, true)
  void restoreSpeed()
}

async function slowDown(): Promise<void> {
  const { session, clock } = useRun.getState()
  if (session === null || clock.speed <= slowSpeed) return
  speedBefore ??= clock.speed
  await session.speed(slowSpeed)
}

/** Leaves a speed alone that the person has chosen in the meantime. */
async function restoreSpeed(): Promise<void> {
  const { session, clock } = useRun.getState()
  const speed = speedBefore
  speedBefore = null
  if (session === null || speed === null) return
  // The page's clock may still show the speed before `slowDown`.
  if (clock.speed === slowSpeed || clock.speed === speed) await session.speed(speed)
}
