import { measureAcknowledgedWrites, measureRawAppends } from './appends.ts'
import { measureBarrier } from './barrier.ts'
import { openCluster } from './cluster.ts'

/** What the measuring page offers to the script that drives it. */
const bench = { measureAcknowledgedWrites, measureBarrier, measureRawAppends, openCluster }

declare global {
  interface Window {
    bench: typeof bench
    /** With `?workers=N`: when so many bare workers had done their first round, since the page was opened. */
    firstRound?: number
  }
}

window.bench = bench

const workers = Number(new URLSearchParams(location.search).get('workers') ?? 0)
if (workers > 0) {
  await measureBarrier(workers, 0)
  window.firstRound = performance.now()
}
