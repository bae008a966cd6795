import { findNodeAtLocation, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Walkthrough } from '../lessons/index.ts'
import { parseWalkthrough } from '../lessons/parse-walkthrough.ts'
import { scenarios } from '../scenarios/find-scenario.ts'
import { type Refused, refuse } from '../trace/index.ts'

const participantsOf = (scenario: string): readonly string[] | null =>
  scenarios.find(({ id }) => id === scenario)?.participants.map(({ id }) => id) ?? null

/**
 * Reads a walkthrough from the text of a JSON file. A fault is refused with the file, the line, the step and the field.
 * @param file its name, for the sentence
 */
export function parseLessonFile(text: string, file: string): Walkthrough | Refused {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true })
  const [error] = errors
  if (tree === undefined || error !== undefined) {
    const problem = refuse('invalid-json', { problem: printParseErrorCode(error?.error ?? 1) })
    return refuse('lesson-line', { file, line: lineAt(text, error?.offset ?? 0), problem })
  }
  const parsed = parseWalkthrough(JSON.parse(text), participantsOf)
  if (!('fault' in parsed)) return parsed
  const { steps, step, refusal: problem } = parsed.fault
  const line = lineAt(text, offsetOf(tree, steps))
  return step === null
    ? refuse('lesson-line', { file, line, problem })
    : refuse('lesson-step', { file, line, step, problem })
}

/** The place of the part, or, when it is missing, of the innermost part around it. */
function offsetOf(tree: NonNullable<ReturnType<typeof parseTree>>, steps: readonly unknown[]): number {
  for (let length = steps.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, steps.slice(0, length) as (string | number)[])
    if (node !== undefined) return node.offset
  }
  return tree.offset
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
