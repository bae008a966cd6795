const prefix = 'actorium/run/'
const name = (runId: string): string => `${prefix}${runId}`

/** Longest wait for a lock in ms, because a reloading page may hold its run a moment longer. */
const waitMs = 1000
const retryMs = 100

/** Locks a run for this page; null if another page holds it. */
export async function holdRun(runId: string): Promise<RunLock | null> {
  const end = performance.now() + waitMs
  for (;;) {
    const lock = await (navigator.locks === undefined ? lockByBroadcast(runId) : lockRun(runId))
    if (lock !== null || performance.now() >= end) return lock
    await new Promise(resolve => setTimeout(resolve, retryMs))
  }
}

export interface RunLock {
  release(): void
}

/** True if any page holds a run. Always false without Web Locks (plain http), because locks cannot be queried then. */
export async function isAnyRunHeld(): Promise<boolean> {
  return (await heldRuns()).size > 0
}

/** Returns the ids of the runs that any page holds; none without Web Locks. */
export async function heldRuns(): Promise<ReadonlySet<string>> {
  const locks = await navigator.locks?.query()
  const names = locks?.held?.map(lock => lock.name ?? '') ?? []
  return new Set(names.filter(each => each.startsWith(prefix)).map(each => each.slice(prefix.length)))
}

/** Runs `work` if no page holds the run. Does nothing without Web Locks, because the holder is unknown then. */
export async function ifUnheld(runId: string, work: () => Promise<void>): Promise<void> {
  if (navigator.locks === undefined) return
  await navigator.locks.request(name(runId), { ifAvailable: true }, async lock => {
    if (lock !== null) await work()
  })
}

function lockRun(runId: string): Promise<RunLock | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name(runId), { ifAvailable: true }, lock => {
        if (lock === null) return resolve(null)
        return new Promise<void>(release => resolve({ release }))
      })
      .catch(reject)
  })
}

/** Lock without Web Locks (plain http): the holder of the run answers a broadcast question. */
async function lockByBroadcast(runId: string): Promise<RunLock | null> {
  const channel = new BroadcastChannel(name(runId))
  const taken = await new Promise<boolean>(resolve => {
    channel.onmessage = event => {
      if (event.data === 'mine') resolve(true)
    }
    channel.postMessage('whose?')
    setTimeout(() => resolve(false), retryMs)
  })
  if (taken) {
    channel.close()
    return null
  }
  channel.onmessage = event => {
    if (event.data === 'whose?') channel.postMessage('mine')
  }
  return { release: () => channel.close() }
}
