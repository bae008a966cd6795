import { expect, test } from 'vitest'
import { ActorParticipant } from '../runtime/index.ts'
import { createActorParticipant } from '../scenarios/create-actor-participant.ts'
import { loadScenarioCode } from '../scenarios/index.ts'
import { testHeader } from '../trace/sample-run.ts'
import { diagnoseHang } from './diagnose-hang.ts'
import { replayHangingRound } from './replay-hanging-round.ts'
import type { HangDiagnosisRequest, HangReport } from './worker-protocol.ts'

const request: HangDiagnosisRequest = {
  header: testHeader('cqrs', 5),
  participant: 'client',
  actions: [
    {
      index: 0,
      at: 1000,
      action: {
        type: 'FailNext',
        participant: 'client',
        actor: '/user/client',
        fault: 'stack-overflow',
      },
    },
    {
      index: 1,
      at: 2000,
      action: {
        type: 'Tell',
        participant: 'client',
        actor: '/user/client',
        message: { type: 'Write', key: 'a', value: 'b' },
      },
    },
  ],
  from: 2000,
  to: 2020,
}

test('replayHangingRound reports every turn of the last round and no earlier turn', async () => {
  const turns: string[] = []
  await replayHangingRound(request, ({ actor, label }) => turns.push(`${actor.replace(/#\d+/, '')} ${label}`))
  // A stack overflow instead of an endless loop, so that the test ends.
  expect(turns).toEqual(['/user/client Write'])
})

test('replayHangingRound keeps the callback of a sandbox that counts the steps of each turn', async () => {
  const code = await loadScenarioCode('cqrs')
  const turns: string[] = []
  let counted = 0
  await replayHangingRound(
    request,
    ({ label }) => turns.push(label),
    (...planned) => {
      const created = createActorParticipant(code, ...planned)
      if (created instanceof ActorParticipant) created.onTurn = () => counted++
      return created
    },
  )
  expect(turns).toEqual(['Write'])
  expect(counted).toBeGreaterThan(1)
})

/** A worker in this thread that sends these reports. */
function workerReporting(reports: readonly HangReport[]) {
  const { port1, port2 } = new MessageChannel()
  port2.onmessage = () => {
    for (const report of reports) port2.postMessage(report)
  }
  const worker = {
    work: Promise.resolve(port1),
    terminations: 0,
    terminate: () => {
      worker.terminations++
      port1.close()
    },
  }
  return worker
}

const turn = (label: string): HangReport => ({ turn: { actor: '/user/a#1', label } })

test('diagnoseHang resolves with the last turn before the silence', async () => {
  const worker = workerReporting([turn('First'), turn('Last')])
  expect(await diagnoseHang(request, worker)).toEqual({ actor: '/user/a#1', label: 'Last' })
  expect(worker.terminations).toBe(1)
})

test('diagnoseHang resolves with undefined if the round ends or the worker cannot be started', async () => {
  expect(await diagnoseHang(request, workerReporting([turn('First'), { done: true }]))).toBeUndefined()
  const unavailable = { work: Promise.reject(new Error('no script')), terminate: () => undefined }
  expect(await diagnoseHang(request, unavailable)).toBeUndefined()
})
