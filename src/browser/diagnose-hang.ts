import type { Turn } from '../runtime/index.ts'
import type { HangDiagnosisRequest, HangReport } from './worker-protocol.ts'

/** So long a person waits at most to hear what it was; then it stays unknown. */
const patienceMs = 5000
/** Who says nothing for so long after a word loops for ever in what it had said. */
const silenceMs = 500

/** A witness in a worker, which its maker ends. */
export interface DiagnosisWorker {
  /** Its port; rejects when the worker cannot be had. */
  readonly work: Promise<MessagePort>
  terminate(): void
}

/** What a participant was doing when it did not finish a round: the last that a witness says before it loops too. */
export function diagnoseHang(
  order: HangDiagnosisRequest,
  witness: DiagnosisWorker,
): Promise<Turn | undefined> {
  return new Promise(resolve => {
    let last: Turn | undefined
    let silence: ReturnType<typeof setTimeout> | undefined
    const end = (): void => {
      clearTimeout(silence)
      clearTimeout(patience)
      witness.terminate()
      resolve(last)
    }
    const patience = setTimeout(end, patienceMs)
    const hear = (event: MessageEvent<HangReport>): void => {
      const said = event.data
      last = 'turn' in said ? said.turn : undefined
      clearTimeout(silence)
      if ('turn' in said) silence = setTimeout(end, silenceMs)
      else end()
    }
    witness.work.then(work => {
      work.onmessage = hear
      work.postMessage(order)
    }, end)
  })
}
