import { expect, test } from 'vitest'
import { formatRunFile } from '../trace/index.ts'
import { sampleRun } from '../trace/sample-run.ts'
import { exercises, walkthroughs } from './index.ts'
import { kindOfFile } from './kind-of-file.ts'

test('a run file and a lesson are told apart by their fields', () => {
  expect(kindOfFile(formatRunFile(sampleRun))).toBe('run')
  for (const lesson of [...walkthroughs, ...exercises])
    expect(kindOfFile(JSON.stringify(lesson))).toBe('lesson')
})

test('a broken lesson is still recognised, so that its refusal names the line', () => {
  expect(kindOfFile('{\n  "id": "mine",\n  "steps" : [\n')).toBe('lesson')
})

test.each(['', 'null', '[]', '{}', 'a text'])('%j counts as a run file', text => {
  expect(kindOfFile(text)).toBe('run')
})
