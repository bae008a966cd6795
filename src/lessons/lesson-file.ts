import {
  findNodeAtLocation,
  type ParseError,
  parseTree,
  printParseErrorCode,
  type Node as Tree,
} from 'jsonc-parser'
import { type Refused, refuse } from '../trace/index.ts'
import type { Exercise } from './exercise.ts'
import type { Walkthrough } from './lesson.ts'
import type { LessonFault, ParticipantsOf } from './lesson-fault.ts'
import { parseExercise } from './parse-exercise.ts'
import { parseWalkthrough } from './parse-walkthrough.ts'

/** A lesson that a person can write as a file. */
export type Lesson = Walkthrough | Exercise

export const isExercise = (lesson: Lesson): lesson is Exercise => 'type' in lesson

/**
 * Reads a walkthrough or an exercise from the text of a JSON file. A fault is refused with the file, the line, the step and
 * the field.
 * @param file its name, for the sentence
 * @param participantsOf as for `parseWalkthrough`
 */
export function parseLessonFile(
  text: string,
  file: string,
  participantsOf: ParticipantsOf,
): Lesson | Refused {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const [error] = errors
  if (tree === undefined || error !== undefined) {
    const problem = refuse('invalid-json', { problem: printParseErrorCode(error?.error ?? 1) })
    return refuse('lesson-line', { file, line: lineAt(text, error?.offset ?? 0), problem })
  }
  const repeated = repeatedField(tree)
  if (repeated !== null) {
    const problem = refuse('field-twice', { field: String(repeated.value) })
    return refuse('lesson-line', { file, line: lineAt(text, repeated.offset), problem })
  }
  const lesson = parseLesson(JSON.parse(text), participantsOf)
  if (!('fault' in lesson)) return lesson
  const { steps, step, refusal: problem } = lesson.fault
  const line = lineIn(text, tree, steps)
  return step === null
    ? refuse('lesson-line', { file, line, problem })
    : refuse('lesson-step', { file, line, step, problem })
}

/** Validates a walkthrough or an exercise, which the fields tell apart. Returns a copy of it, or its first fault. */
export function parseLesson(
  value: unknown,
  participantsOf: ParticipantsOf,
): Lesson | { readonly fault: LessonFault } {
  const has = (field: string) => typeof value === 'object' && value !== null && field in value
  if (has('steps')) return parseWalkthrough(value, participantsOf)
  if (has('type') || has('situation')) return parseExercise(value, participantsOf)
  return { fault: { steps: [], step: null, refusal: refuse('not-a-lesson') } }
}

/** The second key of an object with the same name. JSON takes the last one, so that the first would be lost unseen. */
function repeatedField({ type, children = [] }: Tree): Tree | null {
  const seen = new Set<unknown>()
  for (const child of children) {
    const [key] = child.children ?? []
    if (type === 'object' && key !== undefined) {
      if (seen.has(key.value)) return key
      seen.add(key.value)
    }
    const deeper = repeatedField(child)
    if (deeper !== null) return deeper
  }
  return null
}

/** The line of the part to which the keys lead, from 1, in the text of a valid JSON file. */
export function lineOf(text: string, steps: readonly unknown[]): number {
  const tree = parseTree(text)
  return tree === undefined ? 1 : lineIn(text, tree, steps)
}

const lineIn = (text: string, tree: Tree, steps: readonly unknown[]): number =>
  lineAt(text, offsetOf(tree, steps))

/** The place of the part, or, when it is missing, of the innermost part around it. */
function offsetOf(tree: Tree, steps: readonly unknown[]): number {
  for (let length = steps.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, steps.slice(0, length) as (string | number)[])
    if (node !== undefined) return node.offset
  }
  return tree.offset
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
