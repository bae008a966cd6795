import { allowedNames, exactMath } from '../compile/allowed-names.ts'
import type { StepCounter, StepGuard } from './step-guard.ts'

/** Value of the text of a compiled module. */
export interface ModuleCode {
  readonly names: readonly string[]
  /** Called with the functions of a step guard, then the values of `names`. */
  create(
    ...bound: readonly unknown[]
  ): (require: (specifier: string) => object, exports: Record<string, unknown>) => void
}

/** Compiled modules by their path below `src/scenarios`. */
export type Program = Readonly<Record<string, ModuleCode>>

/** Modules of the build by their path below `src`. */
export type NativeModules = Readonly<Record<string, object>>

const folder = 'scenarios/'

/** Runs the compiled module `file` and those that it imports, each once, and returns what it exports. */
export function linkModules(
  program: Program,
  natives: NativeModules,
  counter: StepCounter,
  file: string,
): Readonly<Record<string, unknown>> {
  const linked = new Map<string, Record<string, unknown>>()
  const load = (path: string): Record<string, unknown> => {
    const known = linked.get(path)
    if (known !== undefined) return known
    const exports: Record<string, unknown> = {}
    linked.set(path, exports)
    const code = program[path.slice(folder.length)]!
    const guard: StepGuard = counter.guardOf(path.slice(folder.length))
    const run = code.create(...guard, ...code.names.map(boundTo))
    run(specifier => required(resolve(path, specifier)), exports)
    return exports
  }
  const required = (path: string): object => {
    if (path.startsWith(folder) && Object.hasOwn(program, path.slice(folder.length))) return load(path)
    if (Object.hasOwn(natives, path)) return natives[path]!
    throw new Error(`[${path}] is not among the modules that edited code may import.`)
  }
  return load(folder + file)
}

/** The global scope, whose own name the sandbox removes. */
const realm = globalThis as unknown as Record<string, unknown>

/** The exact part of `Math`, without randomness. */
const math = Object.freeze(Object.fromEntries(exactMath.map(name => [name, Math[name]])))

/** Names that are declared in the code itself are bound here too, so that none is looked up outside. */
function boundTo(name: string): unknown {
  if (name === 'Math') return math
  return allowedNames.has(name) ? realm[name] : undefined
}

/** Resolves a relative specifier to a path below `src`. */
export function resolve(from: string, specifier: string): string {
  const steps = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') steps.pop()
    else if (part !== '.') steps.push(part)
  }
  return steps.join('/')
}
