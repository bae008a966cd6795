import { expect, test } from 'vitest'
import { isRefused } from '../trace/index.ts'
import { parseNarration, plainNarration } from './narration-markup.ts'

const text = (words: string) => ({ type: 'text', text: words })

test('a narration has paragraphs, lists, strong, emphasis and code', () => {
  expect(parseNarration('A **leader *moves* them** to `Up & <b>`.')).toEqual([
    {
      type: 'paragraph',
      parts: [
        text('A '),
        { type: 'strong', parts: [text('leader '), { type: 'em', parts: [text('moves')] }, text(' them')] },
        text(' to '),
        { type: 'code', text: 'Up & <b>' },
        text('.'),
      ],
    },
  ])
  expect(parseNarration('1. one\n2. **two**\n\nEnd')).toEqual([
    { type: 'list', ordered: true, items: [[text('one')], [{ type: 'strong', parts: [text('two')] }]] },
    { type: 'paragraph', parts: [text('End')] },
  ])
})

test.each([
  ['a <b>x</b>', '<b>'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  ['![a](b)', '![a](b)'],
  ['<https://example.org>', '<https://example.org>'],
  ['# Title', '# Title'],
  ['> quoted', '> quoted'],
  ['```\ncode\n```', '```\ncode\n```'],
  ['- a\n  - b', '- b'],
])('the markup %j is refused and named', (narration, markup) => {
  const parsed = parseNarration(narration)
  expect(isRefused(parsed) && parsed.values.markup).toBe(markup)
})

test.each([
  'x < y & z > 1',
  '“not a path”',
  '3 * 4 * 5',
  'snake_case_name',
  '/movie.xyz',
  '「次へ」を押します。',
])('the plain text %j is itself', narration => {
  expect(plainNarration(narration)).toBe(narration)
})

test('a narration can be read without its markup', () => {
  expect(plainNarration('The **writer** gets `Write`.\n\n- one\n- two')).toBe(
    'The writer gets Write. one two',
  )
})
