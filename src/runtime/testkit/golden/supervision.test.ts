import { expect, test } from 'vitest'
import { departures, judgedIn } from './departures.ts'
import { judgedSupervision } from './judged-exceptions.ts'
import { playSupervisionCase, type SupervisionCase } from './play-supervision-case.ts'
import recorded from './supervision.pekko-1.7.0.json'
import cases from './supervision-cases.json'

const scripts: readonly SupervisionCase[] = cases

test('every supervision script has a recording, and every judged exception a script', () => {
  const ids = scripts.map(({ id }) => id)
  expect(recorded.map(({ id }) => id)).toEqual(ids)
  expect(ids).toEqual(expect.arrayContaining(judgedSupervision.map(({ id }) => id)))
  expect(ids).toHaveLength(65)
})

test.each(scripts)('supervision as in Pekko 1.7.0: $id, $text', script => {
  const pekko = recorded.find(({ id }) => id === script.id)!
  expect(departures(pekko, playSupervisionCase(script))).toEqual(judgedIn(judgedSupervision, script.id))
})
