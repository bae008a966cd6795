import { spawn } from 'node:child_process'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { wholeNumber } from './command-line.ts'

interface Ended {
  readonly code: number | null
  readonly output: string
  readonly complaint: string
}

function call(script: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', script, ...args])
    let output = ''
    let complaint = ''
    child.stdout.on('data', text => (output += text))
    child.stderr.on('data', text => (complaint += text))
    child.on('close', code => resolve({ code, output, complaint }))
  })
}

const scripts = ['simulate', 'walkthrough', 'soak', 'conformance', 'corpus'].map(name => `src/cli/${name}.ts`)

test.concurrent.for([...scripts, 'bench/bench.ts'])(
  '%s refuses an unknown option in one sentence',
  async (script, { expect }) => {
    const { code, complaint } = await call(script, '--nope')
    expect(complaint).toBe("Unknown option '--nope'. See --help.\n")
    expect(code).toBe(2)
  },
)

test('--help prints the usage', async () => {
  const { code, output, complaint } = await call('src/cli/corpus.ts', '--help')
  expect(complaint).toBe('')
  expect(code).toBe(0)
  expect(output).toContain('npm run corpus')
})

describe('a whole number', () => {
  afterEach(() => vi.restoreAllMocks())

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
