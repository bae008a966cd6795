import type { HangDiagnosisRequest, HangReport } from './worker-protocol.ts'

/**
 * Replays a run up to a round that never ended, and reports each turn there before it is taken. The code of all
 * participants is loaded with the first order, because a witness that is never asked must stay small.
 */
export function serveWitness(work: MessagePort): void {
  const say = (testimony: HangReport): void => work.postMessage(testimony)
  work.onmessage = async (event: MessageEvent<HangDiagnosisRequest>) => {
    const { replayHangingRound: testify } = await import('./replay-hanging-round.ts')
    await testify(event.data, turn => say({ turn }))
    say({ done: true })
  }
}
