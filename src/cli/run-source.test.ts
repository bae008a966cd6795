import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { RunController } from '../conductor/index.ts'
import type { Walkthrough } from '../lessons/index.ts'
import { playwrightSource, runScript, walkthroughSource } from '../narration/index.ts'
import type { Action, RunFile } from '../trace/index.ts'
import { isRefused } from '../trace/index.ts'
import { testHeader } from '../trace/sample-run.ts'
import { simulate } from './simulation.ts'
import { walkthroughInThread } from './walkthrough-in-thread.ts'

const write = (value: string): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key: `it's "${value}"`, value },
})

/** A run with these acts, each at its instant, and its trace. */
function recorded(acts: readonly (readonly [at: number, action: Action])[], until: number) {
  const header = testHeader('cqrs', 7)
  const run = simulate(header, { until: 0 })
  if (isRefused(run)) throw new Error(run.refused)
  for (const [at, action] of acts) {
    run.advanceTo(at - 1)
    expect(run.do(action)).toMatchObject({ at })
  }
  run.advanceTo(until)
  const { actions } = run
  return { file: { header, actions, until, hash: run.traceHash() } satisfies RunFile, trace: run.trace }
}

const played = recorded(
  [
    [20_000, write('fuga')],
    [25_000, { type: 'Kill', participant: 'node-2' }],
    [26_000, { type: 'Partition', sides: [['node-1'], ['node-3', 'node-4']] }],
    [29_000, { type: 'Heal' }],
    [40_000, { type: 'Start', participant: 'node-2' }],
    [60_000, write('`$' + '{piyo}`\\')],
  ],
  65_000,
)

/** `window.playground` over a run in this thread, and all that was performed on it. */
function playgroundInThread() {
  const done: Action[] = []
  let run: RunController | null = null
  const controller = (): RunController => {
    if (run === null) throw new Error('Nothing was loaded.')
    return run
  }
  const playground = {
    ready: Promise.resolve(),
    load: (
      scenario: string,
      { seed, settings }: { seed: number; settings?: RunFile['header']['settings'] },
    ) => {
      const header = testHeader(scenario, seed, settings)
      const conductor = simulate(header, { until: 0 })
      if (isRefused(conductor)) return conductor
      run = new RunController({
        header,
        conductor,
        clock: { now: () => performance.now(), later: (work, ms) => void setTimeout(work, ms) },
      })
      return undefined
    },
    do: (action: Action) => {
      done.push(action)
      return controller().do(action)
    },
    time: { runUntil: (at: number) => controller().runUntil(at) },
    traceHash: () => controller().traceHash(),
    exportRun: () => controller().exportRun(),
  }
  return { playground, done }
}

/** The JavaScript of a TypeScript file as the body of a function. */
function compiled(source: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([])
  return outputText.replace(/^import .*$/gm, '').replace('export const walkthrough =', 'return')
}

const asyncFunction = (parameters: readonly string[], body: string) =>
  new Function(...parameters, `return (async () => { ${body} })()`)

test('the script of a run performs the same actions at the same instants and gives the same trace', async () => {
  const { playground, done } = playgroundInThread()
  await asyncFunction(['playground'], runScript(played.file))(playground)
  expect(done).toEqual(played.file.actions.map(({ action }) => action))
  expect(JSON.parse(String(await playground.exportRun()))).toMatchObject({ actions: played.file.actions })
  expect(await playground.traceHash()).toBe(played.file.hash)
})

/** Runs the source of a Playwright test against a page that is this thread. */
async function runSpec(source: string) {
  const { playground, done } = playgroundInThread()
  const addresses: string[] = []
  const page = {
    goto: async (address: string) => addresses.push(address),
    waitForFunction: async () => undefined,
    evaluate: (work: () => Promise<unknown>) => work(),
  }
  let body: ((context: { page: typeof page }) => Promise<void>) | undefined
  const spec = Object.assign(
    (_: string, given: typeof body) => {
      body = given
    },
    { setTimeout: () => undefined },
  )
  const window = { playground }
  await asyncFunction(['test', 'expect', 'window'], compiled(source))(spec, expect, window)
  await body?.({ page })
  return { addresses, done }
}

test('the Playwright test of a run performs the same actions and expects the same trace', async () => {
  const { addresses, done } = await runSpec(playwrightSource(played.file, 'http://localhost/actorium/'))
  expect(addresses).toEqual(['http://localhost/actorium/'])
  expect(done).toEqual(played.file.actions.map(({ action }) => action))
  const other = playwrightSource({ ...played.file, hash: 'ab'.repeat(32) }, '')
  await expect(runSpec(other), 'another trace').rejects.toThrow(/abab/)
})

test('the Playwright test of a run fails at the first refused action', async () => {
  const actions = [{ index: 0, at: 5, action: { type: 'Kill', participant: 'node-9' } }] as const
  await expect(runSpec(playwrightSource({ ...played.file, actions }, ''))).rejects.toThrow(
    'There is no participant [node-9].',
  )
})

test('code of a run with a dead worker or simultaneous actions says that its trace can differ', async () => {
  const [first, second] = played.file.actions
  const together = [first!, { ...second!, at: first!.at }]
  const dead: RunFile['actions'][number] = {
    index: 1,
    at: 25_000,
    action: { type: 'Kill', participant: 'node-2', reason: 'failed' },
  }
  for (const actions of [together, [first!, dead]]) {
    const file = { ...played.file, actions }
    expect(runScript(file)).toMatch(
      /^\/\/ Several actions of the recording share an instant, or a worker died\./,
    )
    expect(playwrightSource(file, '')).not.toContain(played.file.hash)
  }
  expect(runScript(played.file)).not.toContain('//')
  const { done } = await runSpec(playwrightSource({ ...played.file, actions: [first!, dead] }, ''))
  expect(done, 'the death of a worker is no act').toEqual([first!.action])
})

test('the walkthrough of a run compiles in its folder, and every step is reached', async () => {
  const source = walkthroughSource(played)
  expect(complaintsOfCompiler(source)).toEqual([])
  const walkthrough = (await asyncFunction([], compiled(source))()) as Walkthrough
  expect(walkthrough.steps.flatMap(({ actions = [] }) => actions)).toEqual(
    played.file.actions.map(({ action }) => action),
  )
  const stage = walkthroughInThread(walkthrough)
  const ends = [await stage.begin()]
  while (ends.length < walkthrough.steps.length) ends.push(await stage.next())
  await stage.close()
  expect(ends.map(({ status, problem }) => problem ?? status)).toEqual(walkthrough.steps.map(() => 'reached'))
})

/** The compiler's complaints about a file beside the project's walkthroughs. */
function complaintsOfCompiler(source: string): readonly string[] {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
  const { config } = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const file = `${root}/src/lessons/walkthroughs/from-a-run.ts`
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  host.fileExists = name => name === file || fileExists(name)
  host.readFile = name => (name === file ? source : readFile(name))
  host.getSourceFile = (name, version) => {
    const text = host.readFile(name)
    return text === undefined ? undefined : ts.createSourceFile(name, text, version)
  }
  const program = ts.createProgram([file], { ...options, noEmit: true, types: [] }, host)
  return [
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(program.getSourceFile(file)),
  ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
