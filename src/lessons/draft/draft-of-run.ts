import { type Bilingual, describeAction } from '../../narration/index.ts'
import { actsOf } from '../../narration/run-steps.ts'
import type { Action, RunFile, TraceEvent, VirtualTime } from '../../trace/index.ts'
import type { Await, Step, Walkthrough } from '../lesson.ts'
import {
  awaiting,
  formedCheck,
  formedWords,
  type Happening,
  partsOfRun,
  proposed,
  type RunPart,
} from './happenings.ts'

/** Things that followed the acts of a step in the run that was recorded, by the `id` of the step. */
export type Proposals = { readonly [step: string]: readonly Happening[] }

export interface RecordedDraft {
  readonly draft: Walkthrough
  readonly proposals: Proposals
}

/**
 * A lesson from a click session: a step for the start of the run and one for each act, which waits for what followed. The
 * texts name the acts and are for the author to replace.
 * @param wordsOf an act as a clause without a full stop
 */
export function draftOfRun(
  file: RunFile,
  trace: Iterable<TraceEvent>,
  wordsOf: (action: Action) => Bilingual = describeAction,
): RecordedDraft {
  const { scenario, seed, settings } = file.header
  const acts = actsOf(file)
  const places = new Map(acts.map(({ index }, i) => [index, i + 1]))
  const parts = partsOfRun(trace, acts.length + 1, (event, before) =>
    event.type === 'ActionDone' ? (places.get(event.index) ?? before) : before,
  )
  const start = startStep(parts[0]!)
  const steps = [
    start,
    ...acts.map(({ at, action }, i) => actStep(i + 1, { at, action, words: wordsOf(action) }, parts[i + 1]!)),
  ]
  const proposals = Object.fromEntries(steps.map(({ id }, i) => [id, parts[i]!.happenings]))
  return {
    draft: {
      id: `${scenario}-${seed}`,
      scenario,
      seed,
      ...(Object.keys(settings).length === 0 ? {} : { settings }),
      title: { en: 'My lesson', ja: '自分のレッスン' },
      about: aboutOf(acts.map(({ action }) => wordsOf(action))),
      minutes: Math.max(1, Math.ceil(steps.length / 2)),
      steps,
    },
    proposals,
  }
}

const aboutOf = (acts: readonly Bilingual[]): Bilingual => {
  const [first] = acts
  if (first === undefined) return { en: 'How the run begins.', ja: '実行の始まりを見ます。' }
  const { en, ja } = first
  return { en: `What happens after: ${en}.`, ja: `次の操作の後に起きることを見ます:${ja}。` }
}

function startStep({ formed, happenings, endedAt }: RunPart): Step {
  // A run is shown at its first instant, so nobody can wait for what happens in it.
  const seen = proposed(happenings.filter(({ at }) => at > 0))
  const awaited: Await | null = formed
    ? { check: formedCheck, waiting: formedWords, withinMs: patience(endedAt) }
    : seen === null
      ? null
      : awaitOf(seen, 0)
  return {
    id: 'start',
    say: formed
      ? { en: 'The cluster starts.', ja: 'クラスターが起動します。' }
      : { en: 'The run begins.', ja: '実行が始まります。' },
    ...(awaited === null ? {} : { await: awaited }),
    ...speedFor(formed ? endedAt : (seen?.at ?? 0)),
  }
}

interface RecordedAct {
  readonly at: VirtualTime
  readonly action: Action
  readonly words: Bilingual
}

function actStep(number: number, { at, action, words }: RecordedAct, { happenings }: RunPart): Step {
  const seen = proposed(happenings)
  return {
    id: `act-${number}`,
    say: { en: `${words.en}.`, ja: `${words.ja}。` },
    actions: [action],
    await: seen === null ? awaitOfAct(action) : awaitOf(seen, at),
    ...speedFor(seen === null ? 0 : seen.at - at),
  }
}

/** The wait for a thing that happened at an instant of the recording, after the act at `since`. */
export const awaitOf = (happening: Pick<Happening, 'at' | 'what' | 'words'>, since: VirtualTime): Await => ({
  check: awaiting(happening),
  waiting: happening.words,
  withinMs: patience(happening.at - since),
})

/** The wait of an act after which nothing happened. */
export const awaitOfAct = (action: Action): Await => ({
  check: { type: 'eventually', what: { event: 'ActionDone', where: { 'action.type': action.type } } },
  waiting: describeAction(action),
  withinMs: patience(0),
})

/** The lesson acts a little earlier or later than the recording, so its waits may take longer. In whole virtual seconds. */
const patience = (ms: number): number => 1000 * Math.ceil((10_000 + 2 * ms) / 1000)

/** A wait that would take the room longer than this plays faster. */
const watchedMs = 8000

const speedFor = (ms: number): Pick<Step, 'speed'> =>
  ms <= watchedMs ? {} : { speed: Math.min(20, Math.ceil(ms / watchedMs)) }
