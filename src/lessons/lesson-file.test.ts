import { expect, test } from 'vitest'
import { participantsOf } from '../scenarios/participants-of.ts'
import { isRefused } from '../trace/index.ts'
import { parseLessonFile } from './lesson-file.ts'

const lesson = `{
  "id": "mine",
  "scenario": "cqrs",
  "seed": 7,
  "title": { "en": "Mine", "ja": "自作" },
  "about": { "en": "A node dies.", "ja": "ノードが落ちます。" },
  "minutes": 1,
  "steps": [
    { "id": "hello", "say": { "en": "Hello.", "ja": "こんにちは。" } },
    {
      "id": "crash",
      "say": { "en": "It dies.", "ja": "落ちます。" },
      "actions": [{ "type": "Kill", "participant": "node-1" }],
      "await": {
        "waiting": { "en": "the end", "ja": "終わり" },
        "check": { "type": "eventually", "what": { "event": "ParticipantStopped" } },
        "withinMs": 1000
      }
    }
  ]
}`

const says = (text: string): string | null => {
  const parsed = parseLessonFile(text, 'mine.json', participantsOf)
  return isRefused(parsed) ? parsed.refused : null
}

test('a walkthrough is read from a file', () => {
  expect(parseLessonFile(lesson, 'mine.json', participantsOf)).toEqual(JSON.parse(lesson))
})

test('a scenario that does not exist and a setting that cannot be are refused by their line, before a run is opened', () => {
  expect(says(lesson.replace('"cqrs"', '"cqsr"'))).toBe(
    'mine.json, line 3: Scenario [cqsr] does not exist. Choose one of: cqrs, cqrs-as-printed, web-server, workbench.',
  )
  expect(
    says(lesson.replace('"seed": 7', '"seed": 7, "settings": { "links": { "default": { "minMs": -1 } } }')),
  ).toBe('mine.json, line 4: `settings.links.default.minMs` must be a whole number from 1 to 1000000000.')
})

test.each([
  [', "ja": "落ちます。"', '', 'mine.json, line 12, step [crash]: `steps[1].say.ja` is missing.'],
  [
    '"Kill"',
    '"Explode"',
    'mine.json, line 13, step [crash]: `steps[1].actions[0].type` must be one of Start, Kill,',
  ],
  [
    'node-1',
    'node-9',
    'mine.json, line 13, step [crash]: `steps[1].actions[0].participant` is [node-9], which',
  ],
  [
    '"ParticipantStopped"',
    '"ParticipantStopped", "node": "nobody"',
    'mine.json, line 16, step [crash]: `steps[1].await.check.what.node` is [nobody]',
  ],
  ['"minutes": 1', '"minutes": 0', 'mine.json, line 7: `minutes` must be 1 or more.'],
  ['"seed": 7,', '"seed": 7', 'mine.json, line 5: This is not valid JSON (CommaExpected).'],
])('a file with %s replaced by %j is refused with its line', (part, by, sentence) => {
  expect(lesson).toContain(part)
  expect(says(lesson.replace(part, by))).toContain(sentence)
})
