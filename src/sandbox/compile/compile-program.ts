import type { EditedFile } from '../../trace/edited-file.ts'
import { type Refused, refuse } from '../../trace/refused.ts'
import { isCodeProblem, refuseProblem } from './code-problem.ts'
import { compileModule } from './compile-module.ts'
import { startFile } from './start-file.ts'

/** The text of a file of the build, by its path below `src/scenarios`; null: there is none. */
export type SourceOf = (file: string) => Promise<string | null>

/**
 * Compiles the edited files of a run, and the files of the build that import them, to the text of an object: a `Program`.
 * Refuses the first problem.
 */
export async function compileProgram(
  scenario: string,
  code: readonly EditedFile[],
  sourceOf: SourceOf,
): Promise<string | Refused> {
  const edited = new Map(code.map(({ file, text }) => [file, text]))
  const files = await filesOf(scenario, edited, sourceOf)
  for (const file of edited.keys()) {
    if (!files.has(file))
      return refuse('code-file-unknown', { file, scenario, known: [...files.keys()].sort().join(', ') })
  }
  const affected = affectedFiles(files, edited)
  const entries: string[] = []
  for (const file of [...affected].sort()) {
    const compiled = compileModule(file, files.get(file)!.text, !edited.has(file))
    if (isCodeProblem(compiled)) return refuseProblem(compiled)
    entries.push(`${JSON.stringify(file)}:${compiled.text}`)
  }
  return `{${entries.join(',\n')}}`
}

interface SourceFile {
  readonly text: string
  /** Files of the scenario that this one imports. */
  readonly imports: readonly string[]
}

/** Files that other parts of the page import too, so that an edited copy would contradict them. */
const fixed = /\/(settings|scenario|card|face|lamps|command-fields)\.ts$/

async function filesOf(
  scenario: string,
  edited: ReadonlyMap<string, string>,
  sourceOf: SourceOf,
): Promise<ReadonlyMap<string, SourceFile>> {
  const files = new Map<string, SourceFile>()
  const add = async (file: string): Promise<void> => {
    if (files.has(file) || fixed.test(file)) return
    const original = await sourceOf(file)
    if (original === null) return
    const text = edited.get(file) ?? original
    // An edit may drop an import, but the file stays one of the scenario.
    const imports = [...new Set([...importsOf(scenario, text), ...importsOf(scenario, original)])]
    files.set(file, { text, imports })
    for (const imported of imports) await add(imported)
  }
  await add(startFile(scenario))
  return files
}

/** The files of the same folder that a file imports; those of which it imports only types count too. */
const importsOf = (scenario: string, text: string): readonly string[] =>
  [...text.matchAll(/\bfrom\s+'\.\/([\w-]+\.ts)'/g)].map(match => `${scenario}/${match[1]}`)

/** The edited files and all that import one of them, directly or not. */
function affectedFiles(
  files: ReadonlyMap<string, SourceFile>,
  edited: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const affected = new Set(edited.keys())
  for (let before = -1; before !== affected.size; ) {
    before = affected.size
    for (const [file, { imports }] of files)
      if (imports.some(other => affected.has(other))) affected.add(file)
  }
  return affected
}
