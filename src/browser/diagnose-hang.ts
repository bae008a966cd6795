import type { Turn } from '../runtime/index.ts'
import type { HangDiagnosisRequest, HangReport } from './worker-protocol.ts'

/** Wall time limit of a diagnosis in ms. A slow machine needs seconds to start the worker and to replay a long run. */
const maxWaitMs = 20_000
/** A worker silent for this long (ms) after reporting a turn hangs in that turn. A busy machine pauses a worker for less. */
const silenceMs = 1000

/** A worker that replays the hanging round. */
export interface DiagnosisWorker {
  /** The worker's port; rejects if the worker cannot be started. */
  readonly work: Promise<MessagePort>
  terminate(): void
}

/** Resolves with the turn in which a participant hangs: the last report before the replay hangs too. Undefined: unknown. */
export function diagnoseHang(
  request: HangDiagnosisRequest,
  worker: DiagnosisWorker,
): Promise<Turn | undefined> {
  return new Promise(resolve => {
    let last: Turn | undefined
    let silence: ReturnType<typeof setTimeout> | undefined
    const end = (): void => {
      clearTimeout(silence)
      clearTimeout(timeout)
      worker.terminate()
      resolve(last)
    }
    const timeout = setTimeout(end, maxWaitMs)
    const onReport = (event: MessageEvent<HangReport>): void => {
      const report = event.data
      last = 'turn' in report ? report.turn : undefined
      clearTimeout(silence)
      if ('turn' in report) silence = setTimeout(end, silenceMs)
      else end()
    }
    worker.work.then(work => {
      work.onmessage = onReport
      work.postMessage(request)
    }, end)
  })
}
