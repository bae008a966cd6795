import { installAutomation, openSession, type RunWish } from '../../browser/index.ts'
import type { Refused } from '../../trace/index.ts'
import { showOpening, showProgress, showRefused, showSession } from './run-store.ts'
import { select } from './selection.ts'
import { showInAddress } from './wish-in-address.ts'

/** One run at a time: the next is opened when the one before is closed. */
let turn: Promise<unknown> = Promise.resolve()
let leave: () => Promise<void> = async () => {}

/**
 * Opens a run and shows it in place of the present one. It begins to play, unless it is to stand at its first
 * instant, or goes on after a power failure: then a person decides when.
 */
export function openRun(wish: RunWish, how: 'playing' | 'paused' = 'playing'): Promise<Refused | undefined> {
  const opened = turn.then(() => open(wish, how))
  turn = opened.catch(() => undefined)
  return opened
}

async function open(wish: RunWish, how: 'playing' | 'paused'): Promise<Refused | undefined> {
  await leave()
  leave = async () => {}
  select(null)
  showOpening()
  const session = await openSession({
    ...wish,
    onProgress: (done, of) => showProgress(done / Math.max(1, of)),
  })
  if ('refused' in session) {
    showRefused(session.refused)
    return session
  }
  const hide = showSession(session)
  leave = async () => {
    hide()
    // A conductor that died has nothing left to close.
    await session.close().catch(() => undefined)
  }
  showInAddress(session.header)
  installAutomation(session, { load: other => openRun(other, 'paused') })
  if (how === 'playing' && session.restored === undefined) await session.play()
  return undefined
}
