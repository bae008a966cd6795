import { expect, test } from 'vitest'
import { parseRunFile } from '../trace/parse-run-file.ts'
import { isRefused } from '../trace/refused.ts'
import { formatRunFile } from '../trace/run-file.ts'
import { failureOf } from './failure-file.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

const header = cqrsHeader(7, { cluster: { downing: { strategy: 'auto-down', afterMs: 1000 } } })

function split(until: number) {
  const run = simulate(header, { until: 8000 })
  if (isRefused(run)) throw new Error(run.refused)
  void run.do({ type: 'Freeze', participant: 'node-4', forMs: 50 })
  void run.do({ type: 'Partition', sides: [['node-1'], ['node-2', 'node-3', 'node-4']] })
  run.advanceTo(until)
  return run
}

test('a failed run with a red lamp becomes a file with few acts that ends when the lamp turns red', () => {
  const run = split(25_000)
  const { file, lamp } = failureOf(run, header)
  expect(lamp).toBe('one-writer')
  expect(file.actions.map(({ action }) => action.type)).toEqual(['Partition'])
  const parsed = parseRunFile(formatRunFile(file))
  if (isRefused(parsed)) throw new Error(parsed.refused)
  const again = simulate(parsed.header, { actions: parsed.actions, until: file.until! })
  if (isRefused(again)) throw new Error(again.refused)
  expect(again.traceHash()).toBe(file.hash)
})

test('a failed run without a red lamp becomes a file of the whole run', () => {
  const run = split(8100)
  const { file, lamp } = failureOf(run, header)
  expect(lamp).toBeNull()
  expect(file).toEqual({ header, actions: run.actions, until: 8100, hash: run.traceHash() })
})
