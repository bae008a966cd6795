import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

interface CommandSpec<O extends Options> {
  /** Printed by `--help`: purpose, calls, options with their defaults. */
  readonly usage: string
  readonly options: O
}

interface CommandLine<O extends Options> {
  readonly values: ReturnType<
    typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
  >['values']
  readonly positionals: readonly string[]
}

/** Prints one sentence on standard error and exits with code 2, the code of a wrong call. */
export function refuse(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}

/**
 * Parses the arguments of this process. `--help` prints the usage and exits with code 0; an unknown or incomplete
 * option is refused in one sentence.
 *
 * @example
 * const { values, positionals } = readCommandLine({ usage, options: { seed: { type: 'string' } } })
 */
export function readCommandLine<const O extends Options>(spec: CommandSpec<O>): CommandLine<O> {
  const args = process.argv.slice(2)
  if (args.includes('--help') || args.includes('-h')) {
    console.log(spec.usage)
    process.exit(0)
  }
  try {
    return parseArgs({ args, allowPositionals: true, strict: true, options: spec.options })
  } catch (error) {
    return refuse(`${firstSentence((error as Error).message)} See --help.`)
  }
}

/** Parses a decimal whole number; undefined when the option is absent, refused in one sentence when it is invalid. */
export function wholeNumber(
  option: string,
  text: string | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    return refuse(`${option} must be a whole number from ${min} to ${max}, but is [${text}].`)
  }
  return value
}

/** Cuts Node's advice about positional arguments, because it fits none of our commands. */
const firstSentence = (text: string): string => `${text.split(/\.\s/)[0]!.replace(/\.$/, '')}.`
