const prefix = 'actorium/run/'
const name = (runId: string): string => `${prefix}${runId}`

/** While a page reloads, its old self may hold its run for a moment longer. */
const patienceMs = 1000
const askAgainMs = 100

/** Holds a run for this page alone; null when another page has it. */
export async function holdRun(runId: string): Promise<RunLock | null> {
  const end = performance.now() + patienceMs
  for (;;) {
    const lock = await (navigator.locks === undefined ? askForRun(runId) : lockRun(runId))
    if (lock !== null || performance.now() >= end) return lock
    await new Promise(resolve => setTimeout(resolve, askAgainMs))
  }
}

export interface RunLock {
  release(): void
}

/** Whether some page has a run open. Where the browser has no locks nobody can know: then no. */
export async function isAnyRunHeld(): Promise<boolean> {
  const locks = await navigator.locks?.query()
  return locks?.held?.some(lock => lock.name?.startsWith(prefix)) ?? false
}

/** Runs `work` if nobody holds the run. Where the browser has no locks nobody can know: then it does not. */
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

/** Without Web Locks (plain http): who has the run answers the question. */
async function askForRun(runId: string): Promise<RunLock | null> {
  const channel = new BroadcastChannel(name(runId))
  const taken = await new Promise<boolean>(resolve => {
    channel.onmessage = event => {
      if (event.data === 'mine') resolve(true)
    }
    channel.postMessage('whose?')
    setTimeout(() => resolve(false), askAgainMs)
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
