import { type Answer, actsOf, type LaneRequest } from '../../browser/index.ts'
import {
  type Action,
  type BranchChange,
  type EditedFile,
  type EventLog,
  isRefused,
  type LoggedAction,
  type OwnLamp,
  type Plain,
  type Refused,
  type RunHeader,
  refuse,
  type ScriptStep,
  type VirtualTime,
} from '../../trace/index.ts'
import { seek } from './film.ts'
import {
  actionsOf,
  actionsUntil,
  findLane,
  type Lane,
  laneLoaded,
  liveLane,
  nextNumber,
  useLanes,
} from './lanes.ts'
import { lastActOf } from './last-act.ts'
import { loadRecording, openLane } from './open-run.ts'
import { type Grown, replaying, replaysDone, useBranching } from './replays.ts'
import { useRun } from './run-store.ts'

export interface NewBranch {
  /** The last instant that the branch shares with the live lane; null: none, because its settings differ. */
  readonly at: VirtualTime | null
  readonly change: BranchChange
  /** Settings in place of the live lane's. Only for a branch that shares no instant. */
  readonly settings?: RunHeader['settings']
  /** Edited files in place of the live lane's, likewise. */
  readonly code?: readonly EditedFile[]
  /** An act that is performed after the fork; an impossible one refuses the branch. */
  readonly act?: Action
  /** Acts that are tried after the fork. Default: none. */
  readonly acts?: LaneRequest['acts']
  /** A script that is performed after the fork, in place of acts. */
  readonly script?: readonly ScriptStep[]
  /** The last instant to compute. Default: the fork. */
  readonly until?: VirtualTime
  /** Default: the branch has only a number. */
  readonly name?: string
  /** Default: the lamps of the live lane. */
  readonly ownLamps?: readonly OwnLamp[]
}

/** Grows a branch from the live lane and makes it live. Whatever is refused leaves the page as it was. */
export function growBranch(branch: NewBranch): Answer<Grown> {
  const { at, change, settings, code, act, acts = [], name = null } = branch
  const until = branch.until ?? Math.max(0, at ?? 0)
  return replaying('grow', until, async (signal, onProgress) => {
    const { session } = useRun.getState()
    const parent = liveLane()
    if (session === null || parent === null) return refuse('no-run')
    const paused = await session.pause()
    if (isRefused(paused)) return paused
    // A script may ask before the last events of a finished call have arrived.
    if (at !== null) await session.received(Math.max(0, at))
    const { log } = session
    const repeats = at !== null
    const known = repeats ? log.countUntil(at) : null
    const lane: LaneRequest = {
      header: headerWith(session.header, settings, code),
      actions: repeats ? actionsUntil(log, at) : [],
      at: at ?? -1,
      known,
      acts,
      until,
      // The events before a lamp are counted in the parent, and a branch may have fewer.
      ownLamps:
        branch.ownLamps ?? session.ownLamps.map(lamp => ({ ...lamp, from: Math.min(lamp.from, known ?? 0) })),
      chapters: session.chapters?.filter(chapter => at === null || chapter.at <= at) ?? null,
      branch: {
        root: useLanes.getState().root ?? session.runId,
        parent: parent.runId,
        at,
        name,
        number: nextNumber(),
        change,
      },
      ...(act === undefined ? {} : { act }),
      ...(branch.script === undefined ? {} : { script: branch.script }),
    }
    const opened = await openLane(lane, known === null ? null : log.fork(known), { signal, onProgress })
    if (isRefused(opened)) return opened
    const { runId, refusedActs } = opened
    const grown: Grown = { runId, parent: parent.runId, at, change, refusedActs }
    useBranching.setState({ grown })
    return grown
  })
}

/** The header with other settings or other edited files; undefined: as they are. */
function headerWith(
  header: RunHeader,
  settings: RunHeader['settings'] = header.settings,
  code: readonly EditedFile[] = header.code ?? [],
): RunHeader {
  const { code: _, ...rest } = header
  return code.length === 0 ? { ...rest, settings } : { ...rest, settings, code }
}

/** Grows a branch without any act at a computed instant. */
export async function branchAt(at: VirtualTime): Answer<{ runId: string; at: VirtualTime }> {
  const grown = await growBranch({ at, change: { type: 'none' } })
  return isRefused(grown) ? grown : { runId: grown.runId, at }
}

/** Performs an act behind the frontier, which grows a branch from the shown instant. */
export async function actInPast(action: Action): Answer<void> {
  await replaysDone()
  const { cursor, session } = useRun.getState()
  if (session === null) return refuse('no-run')
  const at = Math.min(Math.floor(cursor.at), session.clock.now)
  const grown = await growBranch({ at, act: action, change: { type: 'act', action } })
  if (isRefused(grown)) return grown
  if (cursor.playing) await useRun.getState().session?.play()
}

/** The acts of the live lane, without the deaths of workers, which no person caused. */
export const actsOfLive = (): readonly LoggedAction[] =>
  useRun
    .getState()
    .log.view.actions.filter(({ action }) => action.type !== 'Kill' || action.reason === undefined)

/** Takes back the last act of the live lane: a branch grows from just before it. */
export async function undo(): Answer<void> {
  const last = lastActOf(useRun.getState().log)
  if (last === null) return refuse('nothing-to-undo')
  const at = last.at - 1
  // Acts at the same instant, before the last one, are kept.
  const acts = actsOf(actsOfLive().filter(action => action.at === last.at && action.index < last.index))
  const grown = await growBranch({
    at,
    acts,
    until: acts.length === 0 ? Math.max(0, at) : last.at,
    change: { type: 'undo', action: last.action },
  })
  return isRefused(grown) ? grown : undefined
}

/** Returns to the lane whose last act was taken back. */
export async function redo(): Answer<void> {
  const branch = liveLane()?.branch
  const parent = findLane(branch?.parent)
  if (branch?.change.type !== 'undo' || parent === null) return refuse('nothing-to-undo')
  return switchTo(parent.runId)
}

/** Makes a recording live again: it is replayed to its end and goes on from there. */
export function switchTo(runId: string): Answer<void> {
  const to = findLane(runId)?.until ?? 0
  return replaying('switch', to, async (signal, onProgress) => {
    const lane = findLane(runId)
    if (lane === null) return refuse('lane-gone')
    if (runId === useLanes.getState().live) return undefined
    const request = await continuation(lane)
    if (isRefused(request)) return request
    const paused = await useRun.getState().session?.pause()
    if (isRefused(paused)) return paused
    useBranching.setState({ grown: null })
    const opened = await openLane(request, lane.log, { signal, onProgress })
    return isRefused(opened) ? opened : undefined
  })
}

/** Shows an instant of a lane, which becomes live for that. */
export async function goToInstant(runId: string, at: VirtualTime): Answer<void> {
  const switched = await switchTo(runId)
  if (isRefused(switched)) return switched
  const { session } = useRun.getState()
  const shown = session === null ? undefined : await seek(session, at)
  return isRefused(shown) ? shown : undefined
}

/** The events of a lane. One that was computed before the page was loaded is replayed for them. */
export async function logOf(runId: string): Answer<EventLog> {
  const { session } = useRun.getState()
  if (session?.runId === runId) return session.log
  const loaded = findLane(runId)
  if (loaded?.log != null) return loaded.log
  return replaying('load', loaded?.until ?? 0, async (signal, onProgress) => {
    const lane = findLane(runId)
    if (lane === null) return refuse('lane-gone')
    if (lane.log !== null) return lane.log
    const request = await continuation(lane)
    if (isRefused(request)) return request
    const log = await loadRecording({ ...request, recordingOnly: true }, { signal, onProgress })
    if (!isRefused(log)) laneLoaded(runId, log, request.until)
    return log
  })
}

/** The request that repeats a whole lane. */
async function continuation(lane: Lane): Promise<LaneRequest | Refused> {
  const { runId, header, branch, log, ownLamps, chapters } = lane
  const actions = await actionsOf(lane)
  if (actions === null) return refuse('lane-gone')
  const at = Math.max(lane.until, actions.at(-1)?.at ?? 0)
  const known = log === null ? null : log.length
  return { header, actions, at, known, acts: [], until: at, branch, stored: runId, ownLamps, chapters }
}

/** Repeats the acts of the live lane in a branch in which one thing differs, and shows the same instant. */
export async function tryAgain(
  change:
    | {
        readonly type: 'settings'
        readonly settings: RunHeader['settings']
        readonly changed: { readonly [key: string]: Plain }
      }
    | { readonly type: 'code'; readonly code: readonly EditedFile[]; readonly files: readonly string[] }
    | { readonly type: 'act'; readonly action: Action; readonly at: VirtualTime },
): Answer<void> {
  const { session, cursor } = useRun.getState()
  if (session === null) return refuse('no-run')
  const shown = Math.floor(cursor.at)
  const until = session.clock.now
  const at = change.type === 'act' ? Math.min(change.at, until) : null
  const later = actsOf(actsOfLive().filter(act => act.at > (at ?? -1)))
  const grown = await growBranch(
    change.type === 'settings'
      ? {
          at,
          settings: change.settings,
          acts: later,
          until,
          change: { type: 'settings', settings: change.changed },
        }
      : change.type === 'code'
        ? { at, code: change.code, acts: later, until, change: { type: 'code', files: change.files } }
        : {
            at,
            acts: [{ at: (at ?? 0) + 1, action: change.action }, ...later],
            until: Math.max(until, (at ?? 0) + 1),
            change: { type: 'act', action: change.action },
          },
  )
  if (isRefused(grown)) return grown
  const branch = useRun.getState().session
  if (branch !== null && shown < until) await seek(branch, shown)
}
