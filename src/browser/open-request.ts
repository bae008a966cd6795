import type {
  Answer,
  CheckOutcome,
  Notice,
  RefusedAct,
  Restored,
  Session,
  TimedAct,
  UntilOptions,
} from '../conductor/index.ts'
import type { Action, LoggedAction } from '../trace/action.ts'
import type { Chapter } from '../trace/chapter.ts'
import type { Check } from '../trace/check.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import type { Plain } from '../trace/plain.ts'
import type { RunFile, RunHeader } from '../trace/run-file.ts'
import type { ScriptOutcome, ScriptStep } from '../trace/script.ts'
import type { WatchedCheck } from '../trace/watch-checks.ts'
import type { BranchRecord } from './run-catalog.ts'
import type { TabRun } from './tab-storage.ts'

/** The run that the user requests. */
export interface RunRequest {
  readonly scenario: string
  /** 0 … 2^31 − 1; default {@link defaultSeed}. */
  readonly seed?: number
  /** Overrides of the scenario's settings. */
  readonly settings?: { readonly [key: string]: Plain }
  /** True starts a new run, even if the tab has one to resume. Default false. */
  readonly fresh?: boolean
  /** A stored run to resume instead of the tab's own. */
  readonly resume?: TabRun
  /** A recorded run to replay to its end; it determines scenario, seed and settings. */
  readonly recorded?: RunFile
  /** True: a person, or the script that asks, lets edited code in `recorded` run. Default: the page asks. */
  readonly runsCode?: boolean
  /** The places of `recorded` and of the other lanes of its file. Default: a run without branches. */
  readonly family?: ImportedFamily
  /** A branch to grow, or a lane to continue, in place of all other fields but `scenario`. */
  readonly lane?: LaneRequest
}

/** The lanes of a run file, with the ids under which they are stored here. */
export interface ImportedFamily {
  /** Id of the run that is opened. */
  readonly runId: string
  /** Null when that is the root. */
  readonly branch: BranchRecord | null
  /** A name given by a person to the root that is opened; null: none. */
  readonly name: string | null
  /** The other lanes. Each is played when a person opens it. */
  readonly others: readonly ImportedLane[]
}

/** A lane of a run file that is not played yet. */
export interface ImportedLane {
  readonly runId: string
  readonly header: RunHeader
  /** Null for the root. */
  readonly branch: BranchRecord | null
  readonly name: string | null
  /** Its last instant, in virtual ms. */
  readonly until: VirtualTime
  readonly actions: readonly LoggedAction[]
  readonly ownLamps: readonly OwnLamp[]
  /** Null: those that the trace suggests. */
  readonly chapters: readonly Chapter[] | null
}

/** A run that is replayed to an instant and goes on from there, without a power failure. */
export interface LaneRequest {
  readonly header: RunHeader
  /** Actions that are repeated exactly: those of the parent up to `at`, or all of a lane that is continued. */
  readonly actions: readonly LoggedAction[]
  /** The instant up to which the run is a repetition; −1 when nothing of another run is repeated. */
  readonly at: VirtualTime
  /** Number of events up to and at `at` that the page holds, with which the replay is compared; null: it holds none. */
  readonly known: number | null
  /** Acts that are tried after `at`. Those that are impossible are listed in `Opened.refusedActs`. */
  readonly acts: readonly TimedAct[]
  /** The last instant to compute. */
  readonly until: VirtualTime
  /** Steps that are performed after `at`, in place of `acts` and `until`. Their outcomes are in `Opened.script`. */
  readonly script?: readonly ScriptStep[]
  /** An act that is performed last. When it is impossible, no branch grows. */
  readonly act?: Action
  /** A new branch; null: the lane `stored` is continued. */
  readonly branch: BranchRecord | null
  /** The stored run of the lane that is continued. */
  readonly stored?: string
  /** Lamps that a person added. */
  readonly ownLamps: readonly OwnLamp[]
  /** Chapters that a person chose; null: those that the trace suggests. */
  readonly chapters: readonly Chapter[] | null
  /** True computes only the recording, in one thread: no node starts. Default false. */
  readonly recordingOnly?: boolean
}

/** The same default as on the command line. */
export const defaultSeed = 1

/** The page's request to the conductor to open a run. */
export interface OpenRequest {
  readonly request: RunRequest
  readonly build: string
  /** Id for a new run. */
  readonly runId: string
  /** The tab's run before the reload; null: none. */
  readonly previous: TabRun | null
  /** The lamps of the scenario. */
  readonly lamps: readonly WatchedCheck[]
}

export interface Opened {
  readonly runId: string
  readonly header: RunHeader
  /** All settings of the run, those that the header does not change included. */
  readonly settings: Plain
  readonly notices: readonly Notice[]
  readonly restored: Restored | null
  /** Null for a run that is no branch. */
  readonly branch: BranchRecord | null
  readonly refusedActs: readonly RefusedAct[]
  /** Null without a script. */
  readonly script: ScriptOutcome | null
  /** Lamps that a person added before, to a restored or recorded run. */
  readonly ownLamps: readonly OwnLamp[]
  /** Chapters that a person chose before; null: those that the trace suggests. */
  readonly chapters: readonly Chapter[] | null
}

/** Interface of the conductor's worker, called by the page over comlink. */
export interface ConductorControl
  extends Omit<Session, 'header' | 'notices' | 'restored' | 'subscribe' | 'until' | 'check'> {
  /** `recordedHash`: the hash of the events that the page holds, for a lane; null: it cannot be compared. */
  open(request: OpenRequest, recordedHash: () => Promise<string | null>): Answer<Opened>
  until(check: Check, options: UntilOptions): Answer<CheckOutcome>
  /** Names a branch in its run files. */
  rename(name: string | null): Answer<void>
}
