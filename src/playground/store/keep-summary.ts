import { type LoggedSession, type RunSummary, saveSummary } from '../../browser/index.ts'
import type { ClusterView } from '../../trace/index.ts'
import { memberSummaryOf } from '../canvas/member-summary.ts'

/** A moving run saves its state at most this often. */
const saveEveryMs = 1000

function summaryOf(view: ClusterView, until: number): RunSummary {
  return {
    until,
    events: view.events,
    stored: Object.values(view.journal).reduce((sum, { events }) => sum + events, 0),
    nodes: nodesOf(view),
  }
}

/** The nodes of a run with their membership. */
export const nodesOf = (view: ClusterView): RunSummary['nodes'] =>
  Object.values(view.participants).flatMap(({ id }) => {
    const member = memberSummaryOf(view, id)
    return member === null ? [] : [{ id, running: member.running, status: member.status }]
  })

/** Saves the state of a run for the list of runs, until the returned function is called. */
export function keepSummary(session: LoggedSession): () => void {
  let saved = -1
  let saving: Promise<void> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | null = null
  const save = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const { now, storageFailure = null } = session.clock
    // The rest of a run that continues in memory cannot be opened from the list.
    if (session.log.length === saved || storageFailure !== null) return
    saved = session.log.length
    const summary = summaryOf(session.log.view, now)
    // One after the other, so that an earlier state never replaces a later one.
    saving = saving.then(() => saveSummary(session.runId, summary))
  }
  const unsubscribe = session.subscribe(({ playing }) => {
    if (!playing && session.log.length !== saved) save()
    else timer ??= setTimeout(save, saveEveryMs)
  })
  window.addEventListener('pagehide', save)
  return () => {
    save()
    unsubscribe()
    if (timer !== null) clearTimeout(timer)
    window.removeEventListener('pagehide', save)
  }
}
