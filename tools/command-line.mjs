import { parseArgs } from 'node:util'

// JavaScript, because `npm start` and `npm test` read their arguments before a package is installed.

/** Prints one sentence on standard error and exits with code 2, the code of a wrong call. */
export function refuse(sentence) {
  console.error(sentence)
  process.exit(2)
}

/**
 * Parses the arguments of this process. `--help` prints the usage and exits with code 0; an unknown or incomplete
 * option, or an argument that the command does not take, is refused in one sentence.
 *
 * @example
 * const { values } = readCommandLine({ usage, options: { seed: { type: 'string' } } })
 */
export function readCommandLine({ usage, options = {}, positionals = false }) {
  const args = process.argv.slice(2)
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArgs({ args, allowPositionals: positionals, strict: true, options })
  } catch (error) {
    return refuse(`${firstSentence(error.message)} See --help.`)
  }
}

/** Parses a decimal whole number; undefined when the option is absent, refused in one sentence when it is invalid. */
export function wholeNumber(option, text, { min, max }) {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    return refuse(`${option} must be a whole number from ${min} to ${max}, but is [${text}].`)
  }
  return value
}

/** Cuts Node's advice about positional arguments, because it fits none of our commands. */
const firstSentence = text => `${text.split(/\.\s/)[0].replace(/\.$/, '')}.`
