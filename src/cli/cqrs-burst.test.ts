import { expect, test } from 'vitest'
import { emptyView, foldAll } from '../trace/fold.ts'
import { isRefused } from '../trace/refused.ts'
import { cqrsHeader } from './random-run.ts'
import { simulate } from './simulation.ts'

test.each([20, 200, 1000])(
  'of a burst of %i writes every answer is counted, and logged with its request',
  count => {
    const run = simulate(cqrsHeader(3), { until: 9000 })
    if (isRefused(run)) throw new Error(run.refused)
    run.do({
      type: 'Tell',
      participant: 'client',
      actor: '/user/client',
      message: { type: 'Write', key: 'a', value: 'b' },
      times: count,
    })
    run.advanceTo(45_000)
    const view = foldAll(emptyView, run.trace)
    const state = JSON.parse(view.participants.client?.actors['/user/client']?.state ?? '')
    expect(state.asked).toBe(count)
    const answers = Object.values<number>(state.tally).reduce((sum, one) => sum + one, 0)
    expect(answers).toBe(count)
    const logged = run.trace.flatMap(event =>
      event.type === 'Logged' && event.node === 'client' && event.text.includes(' -> ') ? [event.text] : [],
    )
    expect(logged).toHaveLength(count)
    const answer = /^Write\(key=a, value=b\) -> (WriteAck\(sequenceNr=\d+\)|NoAnswer)$/
    expect(logged.filter(text => !answer.test(text))).toEqual([])
    expect(new Set(logged.filter(text => text.includes('WriteAck'))).size).toBe(state.tally.WriteAck)
  },
)
