import type { ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

interface CommandSpec<O extends Options> {
  /** Printed by `--help`: purpose, calls, options with their defaults. */
  readonly usage: string
  /** Default: none. */
  readonly options?: O
  /** True for a command that takes arguments without a name. Default: false. */
  readonly positionals?: boolean
}

interface CommandLine<O extends Options> {
  readonly values: ReturnType<
    typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
  >['values']
  readonly positionals: readonly string[]
}

export function refuse(sentence: string): never

export function readCommandLine<const O extends Options>(spec: CommandSpec<O>): CommandLine<O>

export function wholeNumber(
  option: string,
  text: string | undefined,
  bounds: { readonly min: number; readonly max: number },
): number | undefined
