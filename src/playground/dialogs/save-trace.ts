import type { LoggedSession } from '../../browser/index.ts'
import { type Refused, refuse, TraceFileWriter } from '../../trace/index.ts'
import { saveFile } from '../store/save-file.ts'

/** Events that are formatted at once, within a frame or two. */
const chunk = 2048

/** Saves the computed trace of a run as JSON Lines. It yields the thread between parts, so the page keeps reacting. */
export async function saveTrace({ log, header }: LoggedSession): Promise<Refused | undefined> {
  const { length } = log
  const writer = new TraceFileWriter(header)
  const parts: string[] = []
  for (let from = 0; from < length; from += chunk) {
    if (log.firstHeld > from) return refuse('events-dropped', { from: log.heldFrom + 1 })
    parts.push(writer.add(log.slice(from, Math.min(from + chunk, length))))
    await new Promise(resolve => setTimeout(resolve))
  }
  saveFile(
    `actorium-${header.scenario}-${header.seed}.jsonl`,
    new Blob([writer.header(), ...parts], { type: 'application/jsonl' }),
  )
  return undefined
}
