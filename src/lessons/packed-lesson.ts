import { maxLinkCharacters, packText, type Refused, refuse, unpackText } from '../trace/index.ts'
import type { ParticipantsOf } from './lesson-fault.ts'
import { type Lesson, parseLesson } from './lesson-file.ts'

/** A lesson as the text of a JSON file. */
export const formatLesson = (lesson: Lesson): string => `${JSON.stringify(lesson, null, 2)}\n`

/** A lesson for a link, as {@link packText} packs it. Null when it is too long for one. */
export const packLesson = (lesson: Lesson): string | null => packText(JSON.stringify(lesson))

/**
 * Unpacks and validates a walkthrough or an exercise. A fault is refused with the step and the field.
 * @param participantsOf as for `parseWalkthrough`
 */
export function unpackLesson(packed: string, participantsOf: ParticipantsOf): Lesson | Refused {
  if (packed.length > maxLinkCharacters)
    return refuse('oversized-lesson-link', { length: packed.length, most: maxLinkCharacters })
  const value = parsed(unpackText(packed))
  if (value === undefined) return refuse('broken-lesson-link')
  const lesson = parseLesson(value, participantsOf)
  if (!('fault' in lesson)) return lesson
  const { step, refusal: problem } = lesson.fault
  return step === null ? refuse('lesson-in-link', { problem }) : refuse('step-in-link', { step, problem })
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
