import { loadScenarioCode } from '../scenarios/index.ts'
import { trialRunner } from '../search/run-trials.ts'
import { Search, type SearchProgress } from '../search/search.ts'
import { searchAtOnce } from '../search/search-at-once.ts'
import { searchOptions } from '../search/search-options.ts'
import { serveTrials, TrialPool } from '../search/trial-pool.ts'
import { yieldThread } from '../search/yield-thread.ts'
import { refusalFrom } from '../trace/refusal-error.ts'
import { refuse } from '../trace/refused.ts'
import type { SearchMessage, SearchStart } from './search-protocol.ts'

/** Wall ms between two messages about progress, so that the page renders few of them. */
const progressEveryMs = 100

/** Leads a search or helps in one. */
export async function serveSearch(start: SearchStart): Promise<void> {
  const { request } = start
  if (request.header.code !== undefined) {
    // The trials run in this thread, where edited code must not run.
    if (!('leader' in start))
      start.page.postMessage({ refused: refuse('code-not-in-thread') } satisfies SearchMessage)
    return
  }
  const options = searchOptions(request, { code: await loadScenarioCode(request.header.scenario) })
  const run = trialRunner(options, options.sometimes)
  if ('leader' in start) return serveTrials(start.leader, run)
  const { page, helpers } = start
  const search = new Search(options)
  const pool = new TrialPool(run, helpers, yieldThread)
  const tell = (message: SearchMessage): void => page.postMessage(message)
  let toldAtMs = Number.NEGATIVE_INFINITY
  const onProgress = (progress: SearchProgress): void => {
    const nowMs = performance.now()
    if (nowMs - toldAtMs < progressEveryMs) return
    toldAtMs = nowMs
    tell({ progress })
  }
  page.onmessage = () => {
    searchAtOnce(search, pool, onProgress).then(
      report => tell({ report }),
      (error: unknown) => tell({ refused: refusalFrom(error) }),
    )
  }
}
