import { availableParallelism } from 'node:os'
import { type TransferListItem, Worker } from 'node:worker_threads'
import { trialRunner } from '../search/run-trials.ts'
import { Search, type SearchOptions, type SearchReport } from '../search/search.ts'
import { searchAtOnce } from '../search/search-at-once.ts'
import { TrialPool } from '../search/trial-pool.ts'
import { yieldThread } from '../search/yield-thread.ts'

interface Threads {
  /** The module of the other threads, which answer the requests at `workerData.port`. */
  readonly helper: URL
  /** Additional fields of `workerData`. */
  readonly workerData: { readonly [key: string]: unknown }
  /** Number of threads, this one included. Default: that of the processor cores, at most 4. */
  readonly threads?: number
}

/** Compiles a module when it loads it; threads of Node 20 do not inherit that. */
const compiler = import.meta.resolve('tsx/esm/api')

function newThread(module: URL, workerData: object, port: MessagePort): Worker {
  const [compile, run] = [compiler, module.href].map(url => `import(${JSON.stringify(url)})`)
  const code = `${compile}.then(({ register }) => { register(); return ${run} })`
  return new Worker(code, {
    eval: true,
    execArgv: [],
    workerData,
    transferList: [port as unknown as TransferListItem],
  })
}

/** Searches in several threads at once. The report is the same as that of one thread. */
export async function searchInThreads(
  options: SearchOptions,
  { helper, workerData, threads = Math.min(4, availableParallelism()) }: Threads,
): Promise<SearchReport> {
  const workers: Worker[] = []
  const ports = Array.from({ length: threads - 1 }, () => {
    const { port1, port2 } = new MessageChannel()
    workers.push(newThread(helper, { ...workerData, port: port2 }, port2))
    return port1
  })
  const died = new Promise<never>((_, reject) => {
    for (const worker of workers) worker.on('error', reject)
  })
  const pool = new TrialPool(trialRunner(options, options.sometimes), ports, yieldThread)
  try {
    return await Promise.race([searchAtOnce(new Search(options), pool, () => undefined), died])
  } finally {
    for (const port of ports) port.close()
    await Promise.all(workers.map(worker => worker.terminate()))
  }
}
