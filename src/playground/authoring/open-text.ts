import { participantsOf } from '../../browser/scenario-participants.ts'
import { type FileKind, kindOfFile } from '../../lessons/kind-of-file.ts'
import { parseLessonFile } from '../../lessons/lesson-file.ts'
import { isRefused, type Refused } from '../../trace/index.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { playground } from '../store/open-run.ts'
import { openLesson } from './lesson-address.ts'

/** The ways to open a file, by the kind of its content. Each resolves to the reason why it cannot. */
const openers: Readonly<Record<FileKind, (text: string, file: string) => Promise<Refused | undefined>>> = {
  /** In place of the current run, paused at its end. */
  run: async text => {
    const opened = await playground.importRun(text)
    return isRefused(opened) ? opened : undefined
  },
  /** In the database of a new run, paused at its first instant. */
  journal: async text => {
    const opened = await playground.importJournal(text)
    return isRefused(opened) ? opened : undefined
  },
  /** Onto the shelf, and from its beginning on. */
  lesson: async (text, file) => {
    const lesson = parseLessonFile(text, file, participantsOf)
    if (isRefused(lesson)) return lesson
    return openLesson(lesson)
  },
}

/** Opens a file of a person. Shows why if it cannot. */
export async function openFile(file: File): Promise<void> {
  // An unreadable file, such as a folder, is refused like an empty one.
  const text = await file.text().catch(() => '')
  showRefusal(await openers[kindOfFile(text)](text, file.name))
}
