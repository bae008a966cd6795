import { create } from 'zustand'
import {
  type Counterexample,
  RunSearch,
  type SearchProgress,
  type SearchReport,
  type TimedAct,
} from '../../browser/index.ts'
import { formatRunFile, isRefused, type LoggedAction, type OwnLamp, type Refused } from '../../trace/index.ts'
import { goToDecision, isRed, type Lamp, openLamp, useLamps } from '../lamps/lamps.ts'
import { actsOfLive, growBranch } from '../store/branching.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { useRun } from '../store/run-store.ts'
import { saveFile } from '../store/save-file.ts'
import { openDialog } from '../store/selection.ts'

/** Number of runs of one round of the search. */
export const runsOfRound = 600

export type SearchPhase =
  | {
      readonly type: 'searching'
      /** Null before the first run has ended. */
      readonly progress: SearchProgress | null
      /** Virtual ms computed per wall ms. */
      readonly speed: number
      /** Number of runs of the earlier rounds. */
      readonly before: number
    }
  | { readonly type: 'reported'; readonly report: SearchReport }
  | { readonly type: 'refused'; readonly refusal: Refused }

interface Breaking {
  /** The lamp that the search is about; null: there is no search. */
  readonly lamp: Lamp | null
  /** The shown run has no command, so the search adds every command of the scenario. */
  readonly addsCommands: boolean
  readonly phase: SearchPhase
}

const beginning = (before: number): SearchPhase => ({ type: 'searching', progress: null, speed: 0, before })

export const useBreaking = create<Breaking>()(() => ({
  lamp: null,
  addsCommands: false,
  phase: beginning(0),
}))

let search: RunSearch | null = null
let roundBegan = { wallMs: 0, virtualMs: 0 }
let stopWatching: () => void = () => undefined

/** Opens the window and searches for acts that turn the lamp red, in the neighbourhood of the shown run. */
export function breakLamp(lamp: Lamp): void {
  endSearch()
  const { session, log } = useRun.getState()
  if (session === null) return
  const judgesAfter = lamp.from === 0 ? -1 : (log.at(lamp.from - 1)?.at ?? -1)
  const actions = actsOfLive()
  search = new RunSearch(
    {
      header: session.header,
      check: lamp.check,
      actions,
      judgesAfter,
      maxRuns: runsOfRound,
    },
    { onProgress },
  )
  stopWatching = useRun.subscribe(now => {
    if (now.session !== session) endSearch()
  })
  useBreaking.setState({ lamp, addsCommands: !actions.some(({ action }) => action.type === 'Tell') })
  openDialog('break')
  void runRound(search, { runs: 0, virtualMs: 0 })
}

/** Continues a search that found nothing. */
export function searchLonger(): void {
  const { phase } = useBreaking.getState()
  if (search === null || phase.type !== 'reported') return
  void runRound(search, phase.report)
}

async function runRound(
  of: RunSearch,
  done: { readonly runs: number; readonly virtualMs: number },
): Promise<void> {
  roundBegan = { wallMs: performance.now(), virtualMs: done.virtualMs }
  useBreaking.setState({ phase: beginning(done.runs) })
  const report = await of.round()
  if (search !== of) return
  useBreaking.setState({
    phase: isRefused(report) ? { type: 'refused', refusal: report } : { type: 'reported', report },
  })
}

function onProgress(progress: SearchProgress): void {
  const { phase } = useBreaking.getState()
  if (phase.type !== 'searching') return
  const { wallMs, virtualMs } = roundBegan
  const speed = (progress.virtualMs - virtualMs) / Math.max(1, performance.now() - wallMs)
  useBreaking.setState({ phase: { ...phase, progress, speed } })
}

/** Ends the search and closes its window. */
export function endSearch(): void {
  stopWatching()
  stopWatching = () => undefined
  search?.cancel()
  search = null
  if (useBreaking.getState().lamp === null) return
  useBreaking.setState({ lamp: null })
  openDialog(null)
}

/** Shows a found run as a branch, at the instant at which the lamp turns red. */
export async function openFound(lamp: Lamp, found: Counterexample, name: string): Promise<void> {
  const { session, log } = useRun.getState()
  if (session === null) return
  const ownLamps = lampsIn(session.ownLamps, lamp, found)
  endSearch()
  const { at, later } = divergence(log.view.actions, found.actions)
  const shared = Math.min(at, session.clock.now, found.until)
  const grown = await growBranch({
    at: shared < 0 ? null : shared,
    acts: later,
    until: found.until,
    change: later[0] === undefined ? { type: 'none' } : { type: 'act', action: later[0].action },
    name,
    ownLamps,
  })
  if (isRefused(showRefusal(grown))) return
  openLamp(lamp.id)
  const decision = useLamps
    .getState()
    .lamps.find(({ id }) => id === lamp.id)
    ?.decisions.find(isRed)
  if (decision !== undefined) await goToDecision(decision)
}

/** Saves a found run as a file on the person's disk. */
export function keepFound(lamp: Lamp, { actions, until, hash, ...found }: Counterexample): void {
  const { session } = useRun.getState()
  if (session === null) return
  const { header } = session
  const lamps = lampsIn(session.ownLamps, lamp, found).filter(({ id }) => id === lamp.id)
  const file = formatRunFile({ header, actions, until, hash, ...(lamps.length === 0 ? {} : { lamps }) })
  saveFile(
    `actorium-${header.scenario}-breaks-${lamp.id}.json`,
    new Blob([file], { type: 'application/json' }),
  )
}

/** The lamps of a person; the searched one judges what it judged in the found run. */
const lampsIn = (
  ownLamps: readonly OwnLamp[],
  { id }: Lamp,
  { unjudged }: Pick<Counterexample, 'unjudged'>,
): readonly OwnLamp[] => ownLamps.map(own => (own.id === id ? { ...own, from: unjudged } : own))

/** The last instant that a found run shares with the live one, and its acts after that. */
function divergence(
  live: readonly LoggedAction[],
  found: readonly LoggedAction[],
): { readonly at: number; readonly later: readonly TimedAct[] } {
  const textOf = ({ at, action }: TimedAct): string => JSON.stringify([at, action])
  let same = 0
  while (same < live.length && same < found.length && textOf(live[same]!) === textOf(found[same]!)) same++
  const at =
    Math.min(live[same]?.at ?? Number.POSITIVE_INFINITY, found[same]?.at ?? Number.POSITIVE_INFINITY) - 1
  return { at, later: found.filter(act => act.at > at).map(act => ({ at: act.at, action: act.action })) }
}
