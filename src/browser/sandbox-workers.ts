import { compileProgram, type SourceOf } from '../sandbox/compile/compile-program.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { programHook } from './program-hook.ts'
import workerUrl from './sandbox-worker.ts?worker&url'

/** The files of the scenarios as text, each loaded when used. */
const files = import.meta.glob<string>(['../scenarios/*/*.ts', '!**/*.test.ts', '!**/card.ts'], {
  query: '?raw',
  import: 'default',
})

/** The text of a scenario's file in this build. */
export const sourceOf: SourceOf = async file => (await files[`../scenarios/${file}`]?.()) ?? null

/** Starts the workers of a run with edited code. */
export interface SandboxWorkers {
  start(name: string): Worker
  close(): void
}

/**
 * Compiles the edited code of a run into a script for its workers, or refuses its first problem. The script is a blob that
 * this page makes, so its workers obey the page's content security policy, which lets no text become code.
 */
export async function openSandboxWorkers({
  scenario,
  code = [],
}: RunHeader): Promise<SandboxWorkers | Refused> {
  const program = await compileProgram(scenario, code, sourceOf)
  if (isRefused(program)) return program
  const runtime = new URL(workerUrl, location.href).href
  const script = `import ${JSON.stringify(runtime)};\nglobalThis.${programHook}(${program});\n`
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  return {
    start: name => new Worker(url, { type: 'module', name }),
    close: () => URL.revokeObjectURL(url),
  }
}
