import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sentenceIn } from '../../trace/refusals/sentence-in.ts'
import { isRefused } from '../../trace/refused.ts'
import { advisedNames } from './allowed-names.ts'
import { compileProgram, type SourceOf } from './compile-program.ts'

const sourceOf: SourceOf = async file => {
  try {
    return readFileSync(new URL(`../../scenarios/${file}`, import.meta.url), 'utf8')
  } catch {
    return null
  }
}

const file = 'web-server/cache.ts'
const source = readFileSync(new URL(`../../scenarios/${file}`, import.meta.url), 'utf8')
const line = source.split('\n').length

/** The problem of the cache with one more line at its end; null: it compiles. */
async function problemOf(last: string): Promise<string | null> {
  const compiled = await compileProgram('web-server', [{ file, text: source + last }], sourceOf)
  return isRefused(compiled) ? compiled.refused : null
}

test('an unchanged file compiles, with the files that import it and no others', async () => {
  const compiled = await compileProgram('web-server', [{ file, text: source }], sourceOf)
  expect(compiled).toEqual(expect.any(String))
  const files = [...String(compiled).matchAll(/^\{?"(.+?)":\{names:/gm)].map(match => match[1])
  expect(files).toEqual([
    'web-server/cache.ts',
    'web-server/main.ts',
    'web-server/start.ts',
    'web-server/web-server.ts',
  ])
})

// The cache has a parameter `self`, which hides the global one.
test.each(advisedNames.filter(name => name !== 'self'))(
  '%s is refused with a word on what to use instead',
  async name => {
    expect(await problemOf(`const found = () => ${name}`)).toMatch(
      new RegExp(
        `^web-server/cache\\.ts, line ${line}, column 21: \\[${name}\\] is not available\\. (?!Nothing here)`,
      ),
    )
  },
)

test.each([
  [
    'an unknown name',
    'undeclared(1)',
    'column 1: [undeclared] is not available. Nothing here has this name.',
  ],
  [
    'Math.random',
    'const r = Math.random()',
    'column 11: [Math.random] is not available. A run must be the same',
  ],
  [
    'inexact functions',
    'const r = Math.sin(1)',
    'column 11: [Math.sin] is not available, because browsers differ',
  ],
  ['import()', "const later = import('./x.ts')", 'column 15: [import()] is not available.'],
  ['import.meta', 'const where = import.meta.url', 'column 15: [import.meta] is not available.'],
  [
    'an async function',
    'const wait = async () => 1',
    'column 14: [async] is not available. An actor handles one message',
  ],
  ['an async generator', 'async function* many() {}', 'column 1: [async] is not available.'],
  ['await at the top', 'await 1', 'column 1: [await] is not available.'],
  ['a debugger statement', 'debugger', 'column 1: debugger would stop the node.'],
  ['a pattern in catch', 'try {} catch ({ message }) {}', 'column 8: catch takes a plain name here.'],
  [
    'a name of the counters',
    'const __actorium_step = 1',
    'column 7: [__actorium_step] begins like the counters',
  ],
  ['a syntax error', 'const a: = 1', 'column 10: The code cannot be read from here on.'],
  ['an end of the wrapper', '}}; fetch("x"); {{', 'column 1: The code cannot be read'],
  [
    'a name after a comment of HTML, which modules do not have',
    'const a = 1 <!-- b',
    'column 18: [b] is not available.',
  ],
  ['with', 'with (Math) {}', 'column 1: The code cannot be read'],
  ['a name after types on its line', 'const a: number = fetch', 'column 19: [fetch] is not available.'],
])('%s is refused with its place', async (_, last, sentence) => {
  expect(await problemOf(last)).toContain(`web-server/cache.ts, line ${line}, ${sentence}`)
})

test.each([
  ['a getter and a setter', 'export const o = { get a() { return 1 }, set a(b: number) {} }'],
  [
    'a generator',
    'export function* many(a = () => [1], ...rest: number[]) { for (const n of rest) yield n; yield* a() }',
  ],
  [
    'a class',
    'export class A extends Map<string, number> { static b = 1; #c = new Set(); constructor(readonly d = String(2)) { super() } }',
  ],
  [
    'loops without braces',
    'export const f = (n: number) => { for (;;) if (n > 1) break; else while (n < 3) n++; do n--; while (n > 0) }',
  ],
  [
    'labels',
    'export const g = () => { outer: for (const a of []) for (const b of []) { if (a) continue outer; else break outer } }',
  ],
  [
    'an object as a result',
    'export const h = (a: number) => ({ a, [a + 1]: (c: unknown) => ({ ...(c as object) }) })',
  ],
  [
    'catch without a name',
    'export const i = () => { try { return 1 } catch { return 2 } finally { h } }; const h = 1',
  ],
  ['an enum', "export enum Colour { Red = 'red' }"],
])('%s compiles to code that the engine accepts', async (_, last) => {
  const compiled = await compileProgram('web-server', [{ file, text: source + last }], sourceOf)
  expect(isRefused(compiled) ? compiled.refused : null).toBeNull()
  await expect(
    import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`export default ${compiled}`)}`),
  ).resolves.toBeDefined()
})

test('a file that the scenario does not start with is refused with those that it does', async () => {
  const refused = await compileProgram('web-server', [{ file: 'web-server/card.ts', text: '' }], sourceOf)
  expect(refused).toMatchObject({ code: 'code-file-unknown' })
  expect(isRefused(refused) && refused.refused).toContain('web-server/cache.ts')
})

test('a problem has its sentence in Japanese', async () => {
  const refused = await compileProgram('web-server', [{ file, text: `${source}fetch(1)` }], sourceOf)
  expect(isRefused(refused) && sentenceIn(refused, 'ja')).toBe(
    `web-server/cache.tsの${line}行1桁: [fetch]は使えません。ビヘイビアが他のマシンとやり取りする手段はメッセージだけです。アクターにtellしてください。`,
  )
})
