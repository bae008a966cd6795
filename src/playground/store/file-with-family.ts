import type { Answer, LoggedSession } from '../../browser/index.ts'
import {
  type BranchOrigin,
  type FiledLane,
  formatRunFile,
  isRefused,
  maxFiledLanes,
  maxRunFileCharacters,
  type RunFile,
} from '../../trace/index.ts'
import { useFilm } from './film-mode.ts'
import { actionsOf, type Lane, useLanes } from './lanes.ts'

/** The id of a parent that is no longer there. */
const deletedId = 'deleted'

/** The run file of a run, with its chapters when a person chose them or the film is open, and the other lanes of its family. */
export async function fileWithFamily(session: LoggedSession): Answer<RunFile> {
  const text = await session.exportRun()
  if (isRefused(text)) return text
  const chapters =
    session.chapters ??
    (useFilm.getState().open ? (await import('../film/chapters.ts')).chaptersOf(session) : null)
  // The conductor wrote this text.
  const file = { ...(JSON.parse(text) as RunFile), ...(chapters === null ? {} : { chapters }) }
  const whole = await withFamily(file, session.runId)
  return formatRunFile(whole).length <= maxRunFileCharacters ? whole : file
}

/** The text of {@link fileWithFamily}. */
export async function textWithFamily(session: LoggedSession): Answer<string> {
  const file = await fileWithFamily(session)
  return isRefused(file) ? file : formatRunFile(file)
}

async function withFamily(file: RunFile, runId: string): Promise<RunFile> {
  const { lanes } = useLanes.getState()
  const shown = lanes.find(lane => lane.runId === runId)
  if (shown === undefined || lanes.length === 1) return file
  // Short ids, because those of stored runs cannot be compressed and would fill a link.
  const ids = new Map(lanes.map((lane, place) => [lane.runId, String(place)]))
  const originIn = ({ parent, at, name, change }: BranchOrigin): BranchOrigin => ({
    parent: ids.get(parent) ?? deletedId,
    at,
    name,
    change,
  })
  const tagOf = (lane: Lane) => ({
    id: ids.get(lane.runId)!,
    number: lane.branch?.number ?? 0,
    name: lane.branch === null ? lane.name : null,
  })
  const filed = await Promise.all(
    lanes
      .filter(lane => lane !== shown)
      .slice(-maxFiledLanes)
      .map(async (lane): Promise<FiledLane | null> => {
        const actions = await actionsOf(lane)
        if (actions === null) return null
        return {
          ...tagOf(lane),
          settings: lane.header.settings,
          ...(lane.header.code === undefined ? {} : { code: lane.header.code }),
          actions,
          until: Math.max(lane.until, actions.at(-1)?.at ?? 0),
          branch: lane.branch === null ? null : originIn(lane.branch),
          ...(lane.ownLamps.length === 0 ? {} : { lamps: lane.ownLamps }),
          ...(lane.chapters === null ? {} : { chapters: lane.chapters }),
        }
      }),
  )
  return {
    ...file,
    ...(file.branch === undefined ? {} : { branch: originIn(file.branch) }),
    family: { shown: tagOf(shown), others: filed.filter(lane => lane !== null) },
  }
}
