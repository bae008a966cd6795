import { expect, test } from 'vitest'
import { departures, judgedIn } from './departures.ts'
import { judgedPersistence } from './judged-exceptions.ts'
import recorded from './persistence.pekko-1.7.0.json'
import type { PersistenceCase } from './persistence-case.ts'
import cases from './persistence-cases.json'
import { playPersistenceCase } from './play-persistence-case.ts'

const scripts: readonly PersistenceCase[] = cases

test('every persistence script has a recording, and every judged exception a script', () => {
  const ids = scripts.map(({ id }) => id)
  expect(recorded.map(({ id }) => id)).toEqual(ids)
  expect(ids).toEqual(expect.arrayContaining(judgedPersistence.map(({ id }) => id)))
  expect(ids).toHaveLength(40)
})

test.each(scripts)('persistence as in Pekko 1.7.0: $id, $text', script => {
  const pekko = recorded.find(({ id }) => id === script.id)!
  expect(departures(pekko, playPersistenceCase(script))).toEqual(judgedIn(judgedPersistence, script.id))
})
