import type { HangDiagnosisRequest, HangReport } from './worker-protocol.ts'

/**
 * Serves one hang diagnosis: replays a run up to the hanging round and reports each turn of that round before it runs.
 * The code of the participants is loaded with the request, because a worker script must stay small.
 */
export function serveHangDiagnosis(work: MessagePort): void {
  const report = (message: HangReport): void => work.postMessage(message)
  work.onmessage = async (event: MessageEvent<HangDiagnosisRequest>) => {
    const { replayHangingRound } = await import('./replay-hanging-round.ts')
    await replayHangingRound(event.data, turn => report({ turn }))
    report({ done: true })
  }
}
