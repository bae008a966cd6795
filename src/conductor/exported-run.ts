import type { BranchOrigin } from '../trace/branch-origin.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import { formatRunFile, type RunHeader } from '../trace/run-file.ts'
import type { Conductor } from './conductor.ts'

export interface ExportedRunOptions {
  readonly header: RunHeader
  readonly conductor: Conductor
  /** Null for other runs than branches. */
  readonly branch: BranchOrigin | null
  readonly lamps: readonly OwnLamp[]
}

/** The run file, as text, of the run that a conductor has computed so far. */
export function exportedRun({ header, conductor, branch, lamps }: ExportedRunOptions): string {
  return formatRunFile({
    header,
    actions: conductor.actions,
    until: conductor.frontier,
    hash: conductor.traceHash(),
    ...(branch === null ? {} : { branch: originOf(branch) }),
    ...(lamps.length === 0 ? {} : { lamps }),
  })
}

/** Without the fields by which the page stores a branch. */
const originOf = ({ parent, at, name, change }: BranchOrigin): BranchOrigin => ({ parent, at, name, change })
