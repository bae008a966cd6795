import { createAutomation, type LoggedSession, openSession, type RunWish } from '../../browser/index.ts'
import type { Refused } from '../../trace/index.ts'
import { classOfEvent } from './event-classes.ts'
import { showInAddress } from './request-in-address.ts'
import { showOpening, showProgress, showRefused, showSession } from './run-store.ts'
import { select } from './selection.ts'

/** One run at a time: the next is opened when the one before is closed. */
let turn: Promise<unknown> = Promise.resolve()
let leave: () => Promise<void> = async () => {}
/** Gives up the opening under way, if any: a later wish does not wait behind one that may never open. */
let opening = new AbortController()

const automation = createAutomation(other => openRun(other, 'paused'))

/** Goes to `window.playground`. */
export const { playground } = automation

/**
 * Opens a run and shows it in place of the present one. It begins to play, unless it is to stand at its first
 * instant, or goes on after a power failure: then a person decides when. Settles in every case.
 */
export function openRun(wish: RunWish, how: 'playing' | 'paused' = 'playing'): Promise<Refused | undefined> {
  automation.opening()
  opening.abort('Another run was opened in place of this one.')
  const mine = new AbortController()
  opening = mine
  const opened = turn.then(() => open(wish, how, mine.signal)).catch(cannotShow)
  turn = opened
  return opened
}

async function open(
  wish: RunWish,
  how: 'playing' | 'paused',
  signal: AbortSignal,
): Promise<Refused | undefined> {
  await leave()
  leave = async () => {}
  select(null)
  showOpening()
  const session = await openSession({
    ...wish,
    classify: classOfEvent,
    onProgress: (done, of) => showProgress(done / Math.max(1, of)),
    signal,
  })
  if ('refused' in session) {
    // The run that was opened instead is shown soon.
    return signal.aborted ? session : showNone(session)
  }
  if (signal.aborted) {
    await session.close()
    return { refused: String(signal.reason) }
  }
  show(session)
  if (how === 'playing' && session.restored === undefined) await session.play()
  return undefined
}

function showNone(refused: Refused): Refused {
  showRefused(refused.refused)
  automation.refuse(refused.refused)
  return refused
}

const cannotShow = (error: unknown): Refused =>
  showNone({
    refused: `The page could not show the run: ${error instanceof Error ? error.message : String(error)}`,
  })

function show(session: LoggedSession): void {
  const hide = showSession(session)
  leave = async () => {
    hide()
    await session.close()
  }
  showInAddress(session.header)
  automation.show(session)
}
