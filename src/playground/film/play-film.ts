import { isRefused } from '../../trace/index.ts'
import { scrubTo } from '../store/acts.ts'
import { pause, replayTo } from '../store/film.ts'
import { useFilm } from '../store/film-mode.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { useRun } from '../store/run-store.ts'
import { chaptersOf } from './chapters.ts'

/** Longest time, in ms of the page's clock, in which a chapter plays: a longer one plays faster. */
const longestMs = 12_000
/** Rest at the beginning of a chapter, in ms of the page's clock, in which its name is read. */
const restMs = 1800

/** Shows the beginning of the next chapter, or of the shown one or the one before it. */
export async function goToChapter(direction: 'next' | 'previous'): Promise<void> {
  const { session, cursor } = useRun.getState()
  if (session === null) return
  stopFilm()
  const at = Math.floor(cursor.at)
  const chapters = chaptersOf(session)
  const found =
    direction === 'next'
      ? chapters.find(chapter => chapter.at > at)
      : chapters.findLast(chapter => chapter.at < at)
  if (found !== undefined) await scrubTo(found.at)
}

/** Counts the times that the film was started or stopped. */
let plays = 0

/** Stops the film at the shown instant. */
export function stopFilm(): void {
  plays += 1
  const { session } = useRun.getState()
  if (!useFilm.getState().playing) return
  useFilm.setState({ playing: false })
  if (session !== null) void pause(session).then(showRefusal)
}

/**
 * Plays the recording from the shown instant, or from its first chapter when it is shown to its end, and rests at each
 * chapter. Ends at the end of the recording, and when a person goes elsewhere.
 */
export async function playFilm(): Promise<void> {
  const { session, cursor } = useRun.getState()
  if (session === null) return
  const play = ++plays
  useFilm.setState({ playing: true })
  const [first] = chaptersOf(session)
  if (!cursor.past && first !== undefined) await scrubTo(first.at)
  let from = Math.floor(useRun.getState().cursor.at)
  const goesOn = (): boolean =>
    play === plays &&
    useRun.getState().session === session &&
    Math.floor(useRun.getState().cursor.at) === from
  while (goesOn() && from < session.clock.now) {
    const end = chaptersOf(session).find(({ at }) => at > from)?.at ?? session.clock.now
    const position = session.log.countUntil(end)
    const speed = Math.max(
      Number.isFinite(session.clock.speed) ? session.clock.speed : 1,
      (end - from) / longestMs,
    )
    if (isRefused(showRefusal(await replayTo(session, end, speed)))) break
    if (play !== plays || useRun.getState().cursor.position !== position) break
    await scrubTo(end)
    from = end
    if (end < session.clock.now) await new Promise(resolve => setTimeout(resolve, restMs))
  }
  if (play === plays) useFilm.setState({ playing: false })
}
