import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { wholeNumber } from './command-line.mjs'

afterEach(() => vi.restoreAllMocks())

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
}

/** Our own commands: how a person calls each, and its file. The other scripts are programs of packages. */
const commands: readonly (readonly [call: string, file: string])[] = [
  ...Object.entries(scripts).flatMap(([name, line]) => {
    const file = /^(?:tsx|node) (\S+)$/.exec(line)?.[1]
    const call = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`
    return file === undefined ? [] : [[call, file] as const]
  }),
  ['node tools/serve.mjs', 'tools/serve.mjs'],
  ['npx tsx tools/check-size.ts', 'tools/check-size.ts'],
]

/** Runs the command in this thread until it exits, because a process for each would take a second of processor time. */
async function call(file: string, option: string) {
  // A command that does not read its arguments would begin its work.
  expect(readFileSync(file, 'utf8')).toContain('readCommandLine({')
  const output: string[] = []
  const complaint: string[] = []
  let exitCode: number | undefined
  const { argv } = process
  process.argv = [process.execPath, resolve(file), option]
  vi.spyOn(console, 'log').mockImplementation(text => void output.push(text))
  vi.spyOn(console, 'error').mockImplementation(text => void complaint.push(text))
  vi.spyOn(process, 'exit').mockImplementation(code => {
    exitCode = Number(code)
    throw new Error('exit')
  })
  try {
    await expect(import(/* @vite-ignore */ `${pathToFileURL(resolve(file))}?${option}`)).rejects.toThrow(
      'exit',
    )
  } finally {
    process.argv = argv
  }
  return { code: exitCode, output: output.join('\n'), complaint: complaint.join('\n') }
}

test('every npm script of this repository is tested here or is a program of a package', () => {
  const programs = /^(?:vite|vitest|playwright|tsc|biome)\b/
  const known = new Set(commands.map(([, file]) => file))
  for (const [name, line] of Object.entries(scripts))
    expect(programs.test(line) || known.has(line.split(' ')[1]!), `${name}: ${line}`).toBe(true)
  expect(commands.length).toBeGreaterThanOrEqual(14)
})

test.each(commands)('%s prints its usage with --help', async (command, file) => {
  const { code, output, complaint } = await call(file, '--help')
  expect(complaint).toBe('')
  expect(code).toBe(0)
  expect(output).toContain(`\n  ${command}`)
})

test.each(commands)('%s refuses an unknown option in one sentence', async (_, file) => {
  const { code, output, complaint } = await call(file, '--nope')
  expect(complaint).toBe("Unknown option '--nope'. See --help.")
  expect(output).toBe('')
  expect(code).toBe(2)
})

test('a process refuses an argument that its command does not take with code 2', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/corpus-browsers.mjs', 'all'])
  expect(String(stderr)).toBe("Unexpected argument 'all'. See --help.\n")
  expect(String(stdout)).toBe('')
  expect(status).toBe(2)
})

describe('a whole number', () => {
  test.each(['0x10', '1e3', '-1', '1.5', '', ' ', '8'])('given as [%s] is refused in one sentence', text => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.spyOn(process, 'exit').mockImplementation(code => {
      throw new Error(`exit ${code}`)
    })
    expect(() => wholeNumber('--seed', text, { min: 0, max: 7 })).toThrow('exit 2')
    expect(complain).toHaveBeenCalledExactlyOnceWith(
      `--seed must be a whole number from 0 to 7, but is [${text}].`,
    )
  })

  test('within its bounds is returned, and an absent one is undefined', () => {
    expect(wholeNumber('--seed', '7', { min: 0, max: 7 })).toBe(7)
    expect(wholeNumber('--seed', undefined, { min: 0, max: 7 })).toBeUndefined()
  })
})
