import { expect, test } from 'vitest'
import type { LoggedAction } from '../trace/action.ts'
import { isRefused } from '../trace/refused.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

const client = { participant: 'client', actor: '/user/client' } as const

test('a recorded endless loop is ended by the watchdog’s Kill in the log, and replays', () => {
  const actions: readonly LoggedAction[] = [
    { index: 0, at: 3000, action: { type: 'FailNext', ...client, fault: 'endless-loop' } },
    { index: 1, at: 4000, action: { type: 'Tell', ...client, message: { type: 'Get', key: 'a' } } },
  ]
  const header = cqrsHeader(5)
  const run = simulate(header, { actions, until: 6000 })
  if (isRefused(run)) throw new Error(run.refused)
  const during = { actor: expect.stringMatching(/^\/user\/client#/), label: 'Get' }
  expect(run.actions.slice(2)).toMatchObject([
    { at: 4000, action: { type: 'Kill', participant: 'client', reason: 'failed', during } },
  ])
  expect(run.trace.filter(event => event.type === 'ParticipantStopped')).toMatchObject([{ during }])
  const again = simulate(header, { actions: run.actions, until: 6000 })
  if (isRefused(again)) throw new Error(again.refused)
  expect(again.traceHash()).toBe(run.traceHash())
})

test('an endless loop is refused without a watchdog', () => {
  const run = simulate(cqrsHeader(5), { until: 1000 })
  if (isRefused(run)) throw new Error(run.refused)
  expect(run.do({ type: 'FailNext', ...client, fault: 'endless-loop' })).toMatchObject({
    refused: expect.stringContaining('No watchdog is running'),
  })
})
