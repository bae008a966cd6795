import type { Conductor } from './conductor.ts'

/** Position in the trace at which a new check starts: the first event at the instant of the last action, else the end. */
export function checkStart({ recording, actions, frontier }: Conductor): number {
  const last = actions.at(-1)
  return last === undefined || last.at < frontier ? recording.length : recording.positionAt(last.at)
}
