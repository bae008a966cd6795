import { create } from 'zustand'
import type { LoggedSession } from '../../browser/index.ts'
import type { Chapter, VirtualTime } from '../../trace/index.ts'
import { classesOf } from '../store/event-classes.ts'
import { useRun } from '../store/run-store.ts'
import { type Moment, momentsOf, suggestedChapters } from './moments.ts'

export const momentsOfRun = ({ log, decisions }: LoggedSession): readonly Moment[] =>
  momentsOf(log, decisions, { classes: classesOf(['singleton']) })

/** The chapters of a run in order: those that a person chose, else those that the trace suggests. */
export const chaptersOf = (session: LoggedSession): readonly Chapter[] =>
  session.chapters ?? suggestedChapters(momentsOfRun(session))

/** The place of the chapter that is shown at an instant; −1 before the first. */
export const chapterAt = (chapters: readonly Chapter[], at: VirtualTime): number =>
  chapters.findLastIndex(chapter => chapter.at <= at)

export const useEditing = create<{
  /** The chapter whose name is being edited, by its instant; null: none. */
  readonly at: VirtualTime | null
  /** Number of changes, because the session keeps its chapters in place. */
  readonly changes: number
}>()(() => ({ at: null, changes: 0 }))

/** Changes the chapters of the shown run. From then on they are its own and stay when the run goes on. */
function change(to: (chapters: readonly Chapter[]) => readonly Chapter[]): void {
  const { session } = useRun.getState()
  if (session !== null) keep(session, to(chaptersOf(session)))
}

function keep(session: LoggedSession, chapters: readonly Chapter[] | null): void {
  session.setChapters(chapters)
  useEditing.setState(({ changes }) => ({ changes: changes + 1 }))
}

/** Adds a chapter at the shown instant, to be named. */
export function addChapter(): void {
  const at = Math.floor(useRun.getState().cursor.at)
  change(chapters =>
    chapters.some(chapter => chapter.at === at)
      ? chapters
      : [...chapters, { at, name: null }].sort((a, b) => a.at - b.at),
  )
  useEditing.setState({ at })
}

/** An empty name is no name: the words of the moment are shown again. */
export function renameChapter(at: VirtualTime, text: string): void {
  const name = text.trim() === '' ? null : text.trim()
  change(chapters => chapters.map(chapter => (chapter.at === at ? { at, name } : chapter)))
}

export const removeChapter = (at: VirtualTime): void =>
  change(chapters => chapters.filter(chapter => chapter.at !== at))

/** Shows the chapters that the trace suggests. */
export function suggestAgain(): void {
  const { session } = useRun.getState()
  if (session !== null) keep(session, null)
}
