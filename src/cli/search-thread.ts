import { workerData } from 'node:worker_threads'
import { loadScenarioCode } from '../scenarios/index.ts'
import { trialRunner } from '../search/run-trials.ts'
import { type SearchRequest, searchOptions } from '../search/search-options.ts'
import { serveTrials } from '../search/trial-pool.ts'

/** A thread that runs trials for `searchInThreads`. */
const { port, request } = workerData as { readonly port: MessagePort; readonly request: SearchRequest }
const options = searchOptions(request, { code: await loadScenarioCode(request.header.scenario) })
serveTrials(port, trialRunner(options, options.sometimes))
