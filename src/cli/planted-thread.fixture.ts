import { workerData } from 'node:worker_threads'
import { trialRunner } from '../search/run-trials.ts'
import { serveTrials } from '../search/trial-pool.ts'
import { plantedSearches, searchFor } from './planted-searches.fixture.ts'

/** A thread that runs trials of the search for a planted defect. */
const { port, name } = workerData as { readonly port: MessagePort; readonly name: string }
const options = searchFor(plantedSearches.find(planted => planted.name === name)!)
serveTrials(port, trialRunner(options, options.sometimes))
