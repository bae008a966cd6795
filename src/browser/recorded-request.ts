import type { BranchOrigin } from '../trace/branch-origin.ts'
import type { FiledLane } from '../trace/run-family.ts'
import type { RunFile } from '../trace/run-file.ts'
import { newRunId } from './new-run-id.ts'
import type { ImportedFamily, ImportedLane, RunRequest } from './open-request.ts'
import type { BranchRecord } from './run-catalog.ts'

/** The request to open a run file with its branches. Only its own run is played; a branch is when a person opens it. */
export const requestOf = (file: RunFile): RunRequest => ({
  scenario: file.header.scenario,
  recorded: file,
  fresh: true,
  ...(file.family === undefined ? {} : { family: familyIn(file) }),
})

/** The lanes of a file under new ids, because the same file may be opened twice. */
function familyIn({ header, branch, family }: RunFile): ImportedFamily {
  const { shown, others } = family!
  const { code: _, ...shared } = header
  const ids = new Map([shown, ...others].map(({ id }) => [id, newRunId()]))
  const idOf = (id: string): string => ids.get(id) ?? id
  const root = [{ ...shown, branch: branch ?? null }, ...others].find(lane => lane.branch === null)
  const rootId = root === undefined ? newRunId() : idOf(root.id)
  const record = (origin: BranchOrigin | null | undefined, number: number): BranchRecord | null =>
    origin == null ? null : { ...origin, parent: idOf(origin.parent), root: rootId, number }
  const imported = (lane: FiledLane): ImportedLane => ({
    runId: idOf(lane.id),
    header: { ...shared, settings: lane.settings, ...(lane.code === undefined ? null : { code: lane.code }) },
    branch: record(lane.branch, lane.number),
    name: lane.name,
    until: Math.max(lane.until, lane.actions.at(-1)?.at ?? 0),
    actions: lane.actions,
    ownLamps: lane.lamps ?? [],
    chapters: lane.chapters ?? null,
  })
  return {
    runId: idOf(shown.id),
    branch: record(branch, shown.number),
    name: shown.name,
    others: others.map(imported),
  }
}
