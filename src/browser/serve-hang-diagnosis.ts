import type { RunHeader } from '../trace/run-file.ts'
import type { CreateActors } from './replay-hanging-round.ts'
import type { HangDiagnosisRequest, HangReport } from './worker-protocol.ts'

/**
 * Serves one hang diagnosis: replays a run up to the hanging round and reports each turn of that round before it runs.
 * The code of the participants is loaded with the request, because a worker script must stay small. `openEdited` opens
 * the sandbox of a run with edited code.
 */
export function serveHangDiagnosis(
  work: MessagePort,
  openEdited?: (header: RunHeader) => Promise<CreateActors>,
): void {
  const report = (message: HangReport): void => work.postMessage(message)
  work.onmessage = async (event: MessageEvent<HangDiagnosisRequest>) => {
    const { replayHangingRound } = await import('./replay-hanging-round.ts')
    const createActors = await openEdited?.(event.data.header)
    await replayHangingRound(event.data, turn => report({ turn }), createActors)
    report({ done: true })
  }
}
