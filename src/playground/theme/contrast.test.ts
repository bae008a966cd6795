import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Tokens = Readonly<Record<string, string>>

const css = readFileSync('src/playground/theme/tokens.css', 'utf8')

/** The hexadecimal colours that a rule of the tokens sets. */
function tokensOf(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`tokens.css has no rule for [${selector}].`)
  const rule = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries(
    [...rule.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]),
  )
}

const light = tokensOf(':root')
const dark = { ...light, ...tokensOf(':root[data-theme="dark"]') }
const projector = { ...light, ...tokensOf(':root[data-projector]:not([data-theme="dark"])') }

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(tokens: Tokens, ink: string, paper: string): number {
  const [a, b] = [ink, paper].map(name => {
    const colour = tokens[name]
    if (colour === undefined) throw new Error(`tokens.css has no colour [${name}].`)
    return luminance(colour)
  })
  return (Math.max(a!, b!) + 0.05) / (Math.min(a!, b!) + 0.05)
}

const papers = ['paper', 'surface', 'surface-sunk']
const statuses = ['joining', 'up', 'leaving', 'exiting', 'down', 'gone']
const inks = ['ink', 'ink-soft', 'ink-faint', 'accent', ...statuses]
/** Text colours with the backgrounds they are used on. */
const pairs: readonly (readonly [ink: string, paper: string])[] = [
  ...inks.flatMap(ink => papers.map(paper => [ink, paper] as const)),
  ...statuses.map(status => [status, `${status}-soft`] as const),
  // A decision of a supervisor, an exception and a signal have their text in the colour of the cards.
  ...['joining', 'up', 'exiting', 'down', 'ink', 'ink-soft'].map(tone => ['surface', tone] as const),
  ...['ink', 'ink-soft', 'accent'].map(ink => [ink, 'accent-soft'] as const),
  ['on-accent', 'accent'],
  ['on-singleton', 'singleton'],
]

const families = [
  'user',
  'pub-sub',
  'persistence',
  'singleton',
  'client',
  'membership',
  'failure-detector',
  'system',
]
/** Colours of lines, dots and marks on the canvas. */
const shapes = ['link', ...families, ...statuses]
/** Separators, which carry no meaning of their own. */
const separators = ['line', 'line-strong']

describe.each(Object.entries({ light, dark, projector }))('the %s theme', (_, tokens) => {
  it.each(pairs)('gives the text colour %s on %s a contrast of at least 4.5', (ink, paper) => {
    expect(contrast(tokens, ink, paper)).toBeGreaterThanOrEqual(4.5)
  })

  it('has no colour that this test does not know', () => {
    const known = new Set([...pairs.flat(), ...shapes, ...separators])
    expect(Object.keys(tokens).filter(token => !known.has(token))).toEqual([])
  })

  it('has at most four colours for the families of messages', () => {
    expect(new Set(families.map(family => tokens[family])).size).toBeLessThanOrEqual(4)
  })

  it.each(['paper', 'surface'].flatMap(paper => shapes.map(shape => [shape, paper] as const)))(
    'gives the shape colour %s a contrast of at least 3 on %s',
    (shape, paper) => {
      expect(contrast(tokens, shape, paper)).toBeGreaterThanOrEqual(3)
    },
  )
})
