import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { maxChapters } from './chapter.ts'
import { packRun, unpackRun } from './packed-run.ts'
import { maxLinkCharacters } from './packed-text.ts'
import { parseRunFile } from './parse-run-file.ts'
import { isRefused, type Refused } from './refused.ts'
import { maxFiledLanes } from './run-family.ts'
import { formatRunFile, maxLoggedActions, maxRunFileCharacters, type RunFile } from './run-file.ts'
import { sampleFamily, sampleRun } from './sample-run.ts'

/** With every part that a file can have. */
const text = formatRunFile(sampleFamily)
const packed = packRun(sampleFamily) ?? ''
const sentence = /^[^\n]{1,5000}\.$/

const place = fc.nat({ max: 2 ** 31 - 1 })
/** Characters that change the structure of JSON, numbers and texts. */
const characters = fc.string({
  minLength: 0,
  maxLength: 3,
  unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '-', '9', 'e', '\\', '\0', '😀', '\ud800', 'n'),
})

/** The text with up to four of its characters replaced. */
const altered = (whole: string, replacement: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(fc.tuple(place, replacement), { minLength: 1, maxLength: 4 }).map(changes =>
    changes.reduce((copy, [where, put]) => {
      const at = where % copy.length
      return copy.slice(0, at) + put + copy.slice(at + 1)
    }, whole),
  )
const truncated = (whole: string): fc.Arbitrary<string> =>
  fc
    .tuple(place, fc.boolean())
    .map(([where, fromStart]) =>
      fromStart ? whole.slice(1 + (where % (whole.length - 1))) : whole.slice(0, where % whole.length),
    )

const hostileValues: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  2 ** 53,
  '',
  'constructor',
  '__proto__',
  '<img src=x onerror=alert(1)>',
  '\u202e\0\n',
  'x'.repeat(5000),
  [],
  {},
  [[[[]]]],
  JSON.parse('{"__proto__": {"polluted": true}}'),
  { constructor: { prototype: { polluted: true } } },
]

/** The places of all parts of a value, each as the keys that lead to it. */
const placesIn = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))]
    : [path]
const places = placesIn(sampleFamily).slice(1)

const put = (path: readonly string[], part: unknown): unknown => {
  const copy = structuredClone(sampleFamily) as unknown
  const parent = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], copy)
  // A definition, because an assignment to `__proto__` would change the prototype.
  Object.defineProperty(parent, path.at(-1)!, {
    value: part,
    enumerable: true,
    configurable: true,
    writable: true,
  })
  return copy
}
/** A run with one or more parts replaced, or with an unknown field beside one. */
const hostile = fc
  .tuple(
    fc.constantFrom(...places),
    fc.boolean(),
    fc.oneof(fc.constantFrom(...hostileValues), fc.jsonValue()),
  )
  .map(([path, beside, value]) => JSON.stringify(put(beside ? [...path.slice(0, -1), 'extra'] : path, value)))
const foreignVersion = fc
  .oneof(fc.integer(), fc.double(), fc.constantFrom(...hostileValues))
  .map(version => JSON.stringify({ ...sampleFamily, header: { ...sampleRun.header, version } }))

const pack = (json: string): string =>
  btoa(String.fromCharCode(...deflateSync(new TextEncoder().encode(json), { level: 1 })))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const letters = fc.constantFrom('A', 'z', '0', '-', '_', '=', '+', '/', '%', ' ', 'é', '')

/** 10,000 files and links in all. */
describe('a run from outside is parsed, or refused with one sentence, and never throws', () => {
  test.each([
    ['a truncated file', parseRunFile, truncated(text), 1500, 0],
    ['an altered file', parseRunFile, altered(text, characters), 2500, 100],
    ['a file with hostile values', parseRunFile, hostile, 2500, 100],
    ['a file of a foreign version', parseRunFile, foreignVersion, 500, 1],
    ['a truncated link', unpackRun, truncated(packed), 500, 0],
    ['an altered link', unpackRun, altered(packed, letters), 1500, 0],
    ['a link with hostile values', unpackRun, hostile.map(pack), 1000, 30],
  ] as const)('%s', (_, parse: (given: string) => RunFile | Refused, given, numRuns, leastParsed) => {
    let parsed = 0
    fc.assert(
      fc.property(given, file => {
        const run = parse(file)
        if (isRefused(run)) expect(run.refused).toMatch(sentence)
        else {
          parsed += 1
          expect(parseRunFile(formatRunFile(run)), 'a parsed run can be saved').toEqual(run)
        }
      }),
      { seed: 9, numRuns },
    )
    expect(parsed, 'runs that are still valid').toBeGreaterThanOrEqual(leastParsed)
    expect(parsed, 'runs that are refused').toBeLessThan(numRuns)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe('a run file beyond a limit is refused before its parts are validated', () => {
  const nested = (depth: number) =>
    `${'{"type":"all","checks":['.repeat(depth)}{"type":"all","checks":[]}${']}'.repeat(depth)}`
  const withLamp = (check: string) =>
    JSON.stringify({
      ...sampleRun,
      lamps: [{ id: 'a', words: { en: 'a', ja: 'b' }, from: 0, check: '?' }],
    }).replace('"?"', check)
  const actions = (count: number) =>
    JSON.stringify({ ...sampleRun, until: 86_400_000, actions: Array.from({ length: count }, () => 0) })

  test.each([
    [
      'characters',
      ' '.repeat(maxRunFileCharacters + 1),
      'The file has 16777217 characters; the limit is 16777216. Choose a file that Actorium wrote.',
    ],
    ['actions', actions(maxLoggedActions + 1), '`actions` must not have more than 21000 entries.'],
    [
      'lanes',
      JSON.stringify({
        ...sampleFamily,
        family: { ...sampleFamily.family, others: Array.from({ length: maxFiledLanes + 1 }, () => 0) },
      }),
      '`family.others` must not have more than 60 entries.',
    ],
    [
      'actions of a lane',
      JSON.stringify(put(['family', 'others', '0', 'actions'], Array(maxLoggedActions + 1).fill(0))),
      '`family.others[0].actions` must not have more than 21000 entries.',
    ],
    [
      'chapters',
      JSON.stringify({ ...sampleRun, chapters: Array(maxChapters + 1).fill(0) }),
      '`chapters` must not have more than 100 entries.',
    ],
    [
      'checks in a lamp',
      withLamp(nested(20)),
      '`lamps[0].check` must not hold checks within checks more than 20 deep.',
    ],
    [
      'checks in a lamp, beyond the call stack',
      withLamp(nested(20_000)),
      '`lamps[0].check` must not hold checks within checks more than 20 deep.',
    ],
    [
      'levels of settings',
      JSON.stringify(sampleRun).replace('"fast"', '['.repeat(100_000) + ']'.repeat(100_000)),
      '`header.settings` must be an object of plain data.',
    ],
    [
      'a key',
      JSON.stringify({ ...sampleRun, ['x'.repeat(1_000_000)]: 1 }),
      `\`["${'x'.repeat(80)}…"]\` is not known here.`,
    ],
  ])('%s', (_, file, refused) => {
    expect(parseRunFile(file)).toMatchObject({ refused })
  })

  test('a file with as many actions as a run can have is parsed', () => {
    const many = Array.from({ length: maxLoggedActions }, (_, index) => ({
      index,
      at: index * 4000,
      action: sampleRun.actions[0]!.action,
    }))
    expect(parseRunFile(formatRunFile({ ...sampleRun, actions: many, until: 86_400_000 }))).toMatchObject({
      actions: { length: maxLoggedActions },
    })
  })
})

describe('a link', () => {
  test('opens the run that was packed', () => {
    expect(unpackRun(packed)).toEqual(sampleFamily)
    expect(packed).toMatch(/^[\w-]+$/)
  })

  test('is not made for a run that does not fit into it', () => {
    const [first] = sampleRun.actions
    const actions = Array.from({ length: 3000 }, (_, index) => ({ ...first!, index, at: 5000 + index ** 2 }))
    expect(packRun({ ...sampleRun, actions, until: 86_400_000 })).toBeNull()
  })

  test('that is too long is refused before it is unpacked', () => {
    expect(unpackRun('A'.repeat(maxLinkCharacters + 1))).toMatchObject({
      refused: 'The link has 8001 characters for its run; the limit is 8000. Ask for the run as a file.',
    })
  })

  test('that unpacks to a thousand times its length is refused', () => {
    const bomb = pack(' '.repeat(4_000_000))
    expect(bomb.length).toBeLessThan(maxLinkCharacters)
    expect(unpackRun(bomb)).toMatchObject({
      refused: 'The run in the link: The file is empty. Choose a file that Actorium wrote.',
    })
  })

  test('whose run has an invalid part is refused with its place', () => {
    expect(unpackRun(pack(JSON.stringify(put(['actions', '0', 'action', 'participant'], 7))))).toMatchObject({
      refused: 'The run in the link: `actions[0].action.participant` must be text.',
    })
  })
})
