import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeEvent, describeReason, inBothLanguages, stateWords } from '../narration/index.ts'
import { scenarioCards } from '../scenarios/cards.ts'
import { emptyView, foldAll, isRefused, localPath } from '../trace/index.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import { simulate } from './simulation.ts'

/** Runs of the corpus with failures, dead letters, lost messages, broken connections and stopped nodes. */
const runs = [
  'cqrs-failures',
  'cqrs-membership',
  'cqrs-links-and-messages',
  'cqrs-database-crash',
  'web-server-failures',
  'web-server-supervision',
  'workbench-desk',
  'workbench-kinds',
  'workbench-watching',
]

/** Data that a person should not have to read: JSON, the paths of asks and adapters, addresses, and paths of the toolkit. */
const rawData = /[{[]"|\/temp\/|\$\$|:\/\/|\/system\/|\[object/

describe.each(runs)('in the run %s', name => {
  const run = parseRunFile(readFileSync(new URL(`corpus/runs/${name}.json`, import.meta.url), 'utf8'))
  if (isRefused(run)) throw new Error(run.refused)
  const conductor = simulate(run.header, { actions: run.actions, until: run.until! })
  if (isRefused(conductor)) throw new Error(conductor.refused)
  const { trace } = conductor
  const { actors } = scenarioCards.find(({ id }) => id === run.header.scenario)!
  const view = foldAll(emptyView, trace)

  test('no sentence about an event contains raw data', () => {
    const raw = new Set<string>()
    for (const event of trace) {
      // A log line is quoted, and so is the message of an error.
      if (event.type === 'Logged' || 'error' in event) continue
      const { en, ja } = inBothLanguages(view, actors, names => describeEvent(event, names))
      for (const line of [en, ja]) if (rawData.test(line)) raw.add(line)
    }
    expect([...raw]).toEqual([])
  })

  test('every state of an actor of the user has the words of the scenario', () => {
    const without = new Set<string>()
    for (const event of trace) {
      if (event.type !== 'StateChanged' || event.cut) continue
      const path = localPath(event.actor)
      if (path.startsWith('/user') && actors.find(each => each.path === path)?.state === undefined)
        without.add(`${path} ${event.state}`)
      const words = stateWords(path, event.state, actors)
      if (path.startsWith('/user')) expect(words, path).toBeDefined()
    }
    expect([...without]).toEqual([])
  })
})

test('a state that was cut off, and one of an unknown actor, has no raw data in its sentence', () => {
  const { actors } = scenarioCards[0]!
  const event = {
    at: 1,
    node: 'node-1',
    seq: 1,
    type: 'StateChanged',
    actor: '/user/read#1',
    state: '{"entries":{"a":"',
    cut: true,
  } as const
  expect(inBothLanguages(emptyView, actors, names => describeEvent(event, names))).toEqual({
    en: 'Reader on node-1 changes its state',
    ja: 'node-1の読み取り役 の状態が変わった',
  })
  expect(describeEvent({ ...event, state: '{"hits":3}' }).en).toBe('node-1/user/read changes its state')
})

test('a reason names the actors that it mentions', () => {
  const { actors } = scenarioCards.find(({ id }) => id === 'cqrs')!
  const reason = 'Lost contact with [pekko://HogeCluster@node-1:2551/system/receptionist]'
  expect(inBothLanguages(emptyView, actors, names => describeReason(reason, names))).toEqual({
    en: 'Lost contact with Client receptionist on node-1:2551',
    ja: 'node-1:2551のクラスタークライアントのレセプショニストと連絡が取れない',
  })
})
