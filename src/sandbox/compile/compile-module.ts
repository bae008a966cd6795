import { transform } from 'sucrase'
import { type CodeProblem, isCodeProblem } from './code-problem.ts'
import { guardParameters } from './guard-names.ts'
import { instrument } from './instrument.ts'
import { notParsed } from './reasons.ts'

/** One file of a scenario as the text of an expression, whose value the sandbox's loader can run. */
export interface CompiledModule {
  /** Path below `src/scenarios`. */
  readonly file: string
  readonly text: string
}

/**
 * Compiles a TypeScript file of a scenario: removes types, checks the code and inserts counters. `trusted`: the file is the
 * build's own. Lines keep their numbers. The first problem is returned.
 */
export function compileModule(file: string, source: string, trusted: boolean): CompiledModule | CodeProblem {
  const stripped = withoutTypes(file, source)
  if (typeof stripped !== 'string') return stripped
  const checked = instrument(file, stripped, trusted)
  if (isCodeProblem(checked)) return { ...checked, column: columnInSource(checked, source, stripped) }
  const { names, text } = checked
  // Each name is a parameter of the outer function, so that none of them can reach the worker's global scope.
  const body = `return function(require,exports){${text}\n}`
  const outer = `function(${[...guardParameters, ...names].join(',')}){"use strict";${body}}`
  return { file, text: `{names:${JSON.stringify(names)},create:${outer}}` }
}

function withoutTypes(file: string, source: string): string | CodeProblem {
  try {
    return transform(source, {
      transforms: ['typescript', 'imports'],
      disableESTransforms: true,
      preserveDynamicImport: true,
      production: true,
    }).code
  } catch (error) {
    const { loc } = error as { readonly loc?: { readonly line: number; readonly column: number } }
    return { file, line: loc?.line ?? 1, column: loc?.column ?? 0, reason: notParsed }
  }
}

/** The column of a problem in the source. Where types were removed before it on its line, the name is looked up; 0: unknown. */
function columnInSource({ line, column, reason }: CodeProblem, source: string, stripped: string): number {
  const [before = '', after = ''] = [source.split('\n')[line - 1], stripped.split('\n')[line - 1]]
  if (before.startsWith(after.slice(0, column))) return column
  const name = /\[([\w.]+)/.exec(reason.en)?.[1]
  return name === undefined ? 0 : before.indexOf(name) + 1
}
