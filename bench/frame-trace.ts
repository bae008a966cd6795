import type { CDPSession, Page } from '@playwright/test'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** In µs. */
  readonly ts: number
  readonly dur?: number
  /** Processor time of the thread, in µs. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const categories = ['toplevel', 'devtools.timeline', '__metadata', 'disabled-by-default-devtools.timeline']

async function traceOf(page: Page, run: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: categories },
    transferMode: 'ReportEvents',
  })
  await run()
  await ended(session)
  await session.detach()
  return events
}

function ended(session: CDPSession): Promise<void> {
  return new Promise((resolve, reject) => {
    session.once('Tracing.tracingComplete', () => resolve())
    session.send('Tracing.end').catch(reject)
  })
}

/** The work of the page's main thread, frame by frame, while this ran. */
export async function recordFrames(page: Page, run: () => Promise<void>): Promise<readonly Frame[]> {
  return framesOf(await traceOf(page, run))
}

/** The main thread's work from the beginning of a frame to that of the next one. */
export interface Frame {
  readonly processorMs: number
  readonly wallMs: number
  readonly intervalMs: number
}

/** The tasks of the page's main thread, summed from one animation frame to the next. */
function framesOf(events: readonly TraceEvent[]): readonly Frame[] {
  const animation = events.filter(({ name }) => name === 'FireAnimationFrame')
  const threads = new Map<string, number>()
  for (const { pid, tid } of animation) threads.set(`${pid} ${tid}`, (threads.get(`${pid} ${tid}`) ?? 0) + 1)
  const [main] = [...threads].sort(([, a], [, b]) => b - a)[0] ?? []
  const ofMain = events.filter(({ pid, tid }) => `${pid} ${tid}` === main).sort((a, b) => a.ts - b.ts)
  // Several animation callbacks belong to one frame: they run in one task.
  const tasks = ofMain.filter(({ name, ph }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X')
  const callbacks = ofMain.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts)
  const frames: Frame[] = []
  let beganAt: number | null = null
  let [processorMs, wallMs] = [0, 0]
  let next = 0
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    while (next < callbacks.length && callbacks[next]! < ts) next += 1
    if (next < callbacks.length && callbacks[next]! < ts + dur) {
      if (beganAt !== null) frames.push({ processorMs, wallMs, intervalMs: (ts - beganAt) / 1000 })
      beganAt = ts
      processorMs = 0
      wallMs = 0
    }
    processorMs += tdur / 1000
    wallMs += dur / 1000
  }
  return frames
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
