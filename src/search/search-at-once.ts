import { runRaceAtOnce } from './race.ts'
import type { Search, SearchProgress, SearchReport } from './search.ts'
import type { TrialPool } from './trial-pool.ts'

/** Runs one round of a search in the threads of a pool. The report does not depend on their number. */
export async function searchAtOnce(
  search: Search,
  pool: TrialPool,
  onProgress: (progress: SearchProgress) => void,
): Promise<SearchReport> {
  const races = search.round()
  for (let step = races.next(); ; step = races.next()) {
    if (step.done) return step.value
    await runRaceAtOnce(step.value, pool.run, () => {
      onProgress(search.progress)
      return true
    })
    pool.dropWaiting()
  }
}
