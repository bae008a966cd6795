import { measureAcknowledgedWrites, measureRawAppends } from './appends.ts'
import { measureBarrier } from './barrier.ts'
import { openCluster } from './cluster.ts'
import { deleteJournal, measureBareRead, measureRecoveries, prepareJournal } from './recovery.ts'

/** The measuring page's functions for the script that drives it. */
const bench = {
  deleteJournal,
  measureAcknowledgedWrites,
  measureBareRead,
  measureBarrier,
  measureRawAppends,
  measureRecoveries,
  openCluster,
  prepareJournal,
}

declare global {
  interface Window {
    bench: typeof bench
    /** With `?workers=N`: milliseconds from opening the page to the end of the first round of N bare workers. */
    firstRound?: number
  }
}

window.bench = bench

const workers = Number(new URLSearchParams(location.search).get('workers') ?? 0)
if (workers > 0) {
  await measureBarrier(workers, 0)
  window.firstRound = performance.now()
}
