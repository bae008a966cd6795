import { expect, test } from 'vitest'
import { runFileFormat, runFileVersion } from '../trace/run-file.ts'
import { diagnoseHang } from './diagnose-hang.ts'
import { replayHangingRound } from './replay-hanging-round.ts'
import type { HangDiagnosisRequest, HangReport } from './worker-protocol.ts'

const order: HangDiagnosisRequest = {
  header: {
    format: runFileFormat,
    version: runFileVersion,
    build: 'test',
    scenario: 'cqrs',
    seed: 5,
    settings: {},
  },
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

test('a witness tells every turn of the last round, and none before', async () => {
  const turns: string[] = []
  await replayHangingRound(order, ({ actor, label }) => turns.push(`${actor.replace(/#\d+/, '')} ${label}`))
  // Where an endless loop would go on for ever, an exhausted stack ends the system.
  expect(turns).toEqual(['/user/client Write'])
})

/** A witness that says this, in this thread. */
function saying(testimonies: readonly HangReport[]) {
  const { port1, port2 } = new MessageChannel()
  port2.onmessage = () => {
    for (const testimony of testimonies) port2.postMessage(testimony)
  }
  const witness = {
    work: Promise.resolve(port1),
    ended: 0,
    terminate: () => {
      witness.ended++
      port1.close()
    },
  }
  return witness
}

const turn = (label: string): HangReport => ({ turn: { actor: '/user/a#1', label } })

test('the last word before the silence is what it was', async () => {
  const witness = saying([turn('First'), turn('Last')])
  expect(await diagnoseHang(order, witness)).toEqual({ actor: '/user/a#1', label: 'Last' })
  expect(witness.ended).toBe(1)
})

test('where the round ends after all, or the witness cannot be had, nobody knows', async () => {
  expect(await diagnoseHang(order, saying([turn('First'), { done: true }]))).toBeUndefined()
  const nobody = { work: Promise.reject(new Error('no script')), terminate: () => undefined }
  expect(await diagnoseHang(order, nobody)).toBeUndefined()
})
