import { create } from 'zustand'
import {
  type BranchRecord,
  deleteHiddenRuns,
  hideRun,
  type ImportedFamily,
  type LoggedSession,
  listFamily,
  nameRun,
  type RunRecord,
  readActions,
  restoreHiddenRun,
} from '../../browser/index.ts'
import type { Chapter, EventLog, LoggedAction, OwnLamp, RunHeader, VirtualTime } from '../../trace/index.ts'
import { useRun } from './run-store.ts'

/** A run of the shown family: its root, or a branch. */
export interface Lane {
  readonly runId: string
  /** Null for the root. */
  readonly branch: BranchRecord | null
  /** A name given by a person; null: none. */
  readonly name: string | null
  readonly header: RunHeader
  /** The last computed instant, in virtual ms. Of the live lane: when it became live. */
  readonly until: VirtualTime
  /** Its events; null for a lane that was computed before the page was loaded. */
  readonly log: EventLog | null
  /** Lamps that a person added. */
  readonly ownLamps: readonly OwnLamp[]
  /** Chapters that a person chose; null: those that the trace suggests. */
  readonly chapters: readonly Chapter[] | null
  /** The actions of a lane that came with a run file and was not played yet; null: they are in its log, or stored. */
  readonly actions: readonly LoggedAction[] | null
}

interface Lanes {
  /** Id of the root; null while no run is shown. */
  readonly root: string | null
  /** Every lane after its parent. */
  readonly lanes: readonly Lane[]
  /** Id of the lane that is a running cluster; the others are recordings. */
  readonly live: string | null
  /** The lane that was deleted last, until that can no longer be undone. */
  readonly deleted: Lane | null
}

const none: Lanes = { root: null, lanes: [], live: null, deleted: null }

/** The shown run and its branches. */
export const useLanes = create<Lanes>()(() => none)

const laneOfSession = (
  { runId, branch, header, log, clock, ownLamps, chapters }: LoggedSession,
  name: string | null,
): Lane => ({
  runId,
  branch,
  name: branch?.name ?? name,
  header,
  until: clock.now,
  log,
  ownLamps,
  chapters,
  actions: null,
})

const laneOfRecord = ({
  runId,
  branch,
  name,
  header,
  summary,
  unplayed,
  lamps = [],
  chapters = null,
}: RunRecord): Lane => ({
  runId,
  branch: branch ?? null,
  name: branch?.name ?? name ?? null,
  header,
  until: summary?.until ?? unplayed ?? 0,
  log: null,
  ownLamps: lamps,
  chapters,
  actions: null,
})

/** A run is shown: its family is listed. Lanes whose events the page holds keep them. */
export function laneShown(session: LoggedSession): void {
  const root = session.branch?.root ?? session.runId
  const before = useLanes.getState()
  const same = before.root === root
  const lanes = same ? before.lanes : []
  const known = lanes.find(({ runId }) => runId === session.runId)
  useLanes.setState({
    root,
    live: session.runId,
    lanes: inFamilyOrder(withLane(lanes, laneOfSession(session, known?.name ?? null))),
    deleted: same ? before.deleted : null,
  })
  if (!same) void listStored(root)
}

/** The shown run came with a run file: the other lanes of the file are listed. */
export const lanesImported = ({ runId, name, others }: ImportedFamily): void =>
  useLanes.setState(({ lanes }) => ({
    lanes: inFamilyOrder([
      ...lanes.map(lane => (lane.runId === runId ? { ...lane, name: lane.name ?? name } : lane)),
      ...others
        .filter(other => !lanes.some(lane => lane.runId === other.runId))
        .map(lane => ({ ...lane, name: lane.branch?.name ?? lane.name, log: null })),
    ]),
  }))

async function listStored(root: string): Promise<void> {
  const stored = await listFamily(root)
  useLanes.setState(state => {
    if (state.root !== root) return state
    const lanes = state.lanes.map(lane => {
      const name = stored.find(({ runId }) => runId === lane.runId)?.name
      return name == null ? lane : { ...lane, name }
    })
    const missing = stored.filter(({ runId }) => !lanes.some(lane => lane.runId === runId))
    return { lanes: inFamilyOrder([...lanes, ...missing.map(laneOfRecord)]) }
  })
}

/**
 * A lane stops being live: it stays as a recording. A branch that holds nothing of its own, because it ends where it
 * grew, is forgotten unless another branch has grown from it. Resolves when that is done.
 */
export async function laneLeft(session: LoggedSession): Promise<void> {
  const { lanes, live } = useLanes.getState()
  const lane = lanes.find(({ runId }) => runId === session.runId)
  if (lane === undefined) return
  const left: Lane = {
    ...lane,
    until: session.clock.now,
    log: session.log,
    ownLamps: session.ownLamps,
    chapters: session.chapters,
    actions: null,
  }
  const empty = left.branch !== null && left.branch.at === left.until
  const isParent = lanes.some(({ branch }) => branch?.parent === left.runId)
  if (!empty || isParent || live === left.runId)
    return useLanes.setState({ lanes: lanes.map(each => (each.runId === left.runId ? left : each)) })
  useLanes.setState({ lanes: lanes.filter(({ runId }) => runId !== left.runId) })
  await hideRun(left.runId)
  if (useLanes.getState().deleted === null) await deleteHiddenRuns()
}

/** The page holds the events of a lane that was computed before it was loaded. */
export const laneLoaded = (runId: string, log: EventLog, until: VirtualTime): void =>
  useLanes.setState(({ lanes }) => ({
    lanes: lanes.map(lane => (lane.runId === runId ? { ...lane, log, until } : lane)),
  }))

export const findLane = (runId: string | null | undefined): Lane | null =>
  useLanes.getState().lanes.find(lane => lane.runId === runId) ?? null

/** The lane that is a running cluster. */
export const liveLane = (): Lane | null => findLane(useLanes.getState().live)

/** The actions of a log up to and at an instant. */
export const actionsUntil = (log: EventLog, at: VirtualTime): readonly LoggedAction[] =>
  log.view.actions
    .filter(action => action.at <= at)
    .map(({ index, at: instant, action }) => ({ index, at: instant, action }))

/** All actions of a lane; null: they cannot be read. */
export const actionsOf = async ({ runId, log, actions }: Lane): Promise<readonly LoggedAction[] | null> =>
  log === null ? (actions ?? (await readActions(runId))) : actionsUntil(log, Number.POSITIVE_INFINITY)

/** Number of the next branch of the family. */
export const nextNumber = (): number =>
  1 + Math.max(0, ...useLanes.getState().lanes.map(({ branch }) => branch?.number ?? 0))

/** An empty name is no name. */
export function renameLane(runId: string, text: string): void {
  const name = text.trim() === '' ? null : text.trim()
  useLanes.setState(({ lanes }) => ({
    lanes: lanes.map(lane =>
      lane.runId === runId ? { ...lane, name, branch: lane.branch && { ...lane.branch, name } } : lane,
    ),
  }))
  void nameRun(runId, name)
  const { session } = useRun.getState()
  if (session?.runId === runId) void session.rename(name)
}

/** Deletes a recording. That can be undone until another one is deleted. */
export async function deleteLane(runId: string): Promise<void> {
  const { lanes, live, deleted } = useLanes.getState()
  const lane = lanes.find(each => each.runId === runId)
  if (lane === undefined || runId === live) return
  if (deleted !== null) await deleteHiddenRuns()
  useLanes.setState({ lanes: lanes.filter(each => each !== lane), deleted: lane })
  await hideRun(runId)
}

export async function restoreLane(): Promise<void> {
  const { deleted } = useLanes.getState()
  if (deleted === null) return
  useLanes.setState(({ lanes }) => ({ lanes: inFamilyOrder([...lanes, deleted]), deleted: null }))
  await restoreHiddenRun(deleted.runId)
}

const withLane = (lanes: readonly Lane[], lane: Lane): readonly Lane[] =>
  lanes.some(({ runId }) => runId === lane.runId)
    ? lanes.map(each => (each.runId === lane.runId ? lane : each))
    : [...lanes, lane]

/** Each lane after its parent, siblings by number. A lane whose parent is deleted follows those that have one. */
export function inFamilyOrder(lanes: readonly Lane[]): readonly Lane[] {
  const byNumber = [...lanes].sort((a, b) => (a.branch?.number ?? 0) - (b.branch?.number ?? 0))
  const ordered: Lane[] = []
  const add = (lane: Lane): void => {
    ordered.push(lane)
    for (const child of byNumber) if (child.branch?.parent === lane.runId) add(child)
  }
  for (const lane of byNumber) {
    const orphan = lane.branch === null || !lanes.some(({ runId }) => runId === lane.branch?.parent)
    if (orphan) add(lane)
  }
  return ordered
}
