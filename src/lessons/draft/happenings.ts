import { type Bilingual, describeEvent, verbosityOf } from '../../narration/index.ts'
import {
  type Check,
  conductorId,
  type EventPattern,
  Folding,
  factHolds,
  patternOfEvent,
  runningNodes,
  type TraceEvent,
  type VirtualTime,
} from '../../trace/index.ts'
import { shortened } from '../../trace/shortened.ts'

/** Something that happened in a part of a run, as a condition that a step can wait for. */
export interface Happening {
  readonly at: VirtualTime
  readonly words: Bilingual
  readonly what: EventPattern
  /** An event that screen readers announce, such as a failure or a node that stops. */
  readonly key: boolean
}

/** A part of a run: what one step shows. */
export interface RunPart {
  /** The first time of each thing, in order. */
  readonly happenings: readonly Happening[]
  /** At its end, all running nodes are Up and agree on it. */
  readonly formed: boolean
  readonly endedAt: VirtualTime
}

/** Most things of one part that are no key events, at its beginning and at its end. */
const mostAtEachEnd = 20

/** Leaves out what lies in the middle of a long part: the first things follow from the act, the last ones led to the next. */
function ends(happenings: readonly Happening[]): readonly Happening[] {
  const others = happenings.filter(({ key }) => !key)
  const left = new Set(others.slice(mostAtEachEnd, -mostAtEachEnd))
  return happenings.filter(happening => !left.has(happening))
}

/**
 * Divides a run into parts.
 * @param partOf the number of the part that begins with this event or continues, given the number of the part before
 * @param count number of parts
 */
export function partsOfRun(
  trace: Iterable<TraceEvent>,
  count: number,
  partOf: (event: TraceEvent, before: number) => number,
): readonly RunPart[] {
  const parts: RunPart[] = []
  const folding = new Folding()
  let happenings = new Map<string, Happening>()
  const close = (): void => {
    const view = folding.draft
    const nodes = runningNodes(view)
    const formed =
      nodes.some(({ beliefs }) => Object.keys(beliefs).length > 0) &&
      factHolds({ fact: 'members', status: 'Up' }, view) &&
      factHolds({ fact: 'agreed' }, view)
    parts.push({ happenings: ends([...happenings.values()]), formed, endedAt: view.at })
    happenings = new Map()
  }
  for (const event of trace) {
    const part = partOf(event, parts.length)
    while (parts.length < part) close()
    folding.add(event)
    const view = folding.draft
    const verbosity = verbosityOf(event, view)
    if (verbosity > 2 || !isAwaitable(event)) continue
    const what = repeatable(event)
    const id = JSON.stringify(what)
    if (happenings.has(id)) continue
    happenings.set(id, { at: event.at, words: brief(describeEvent(event, view)), what, key: verbosity === 1 })
  }
  while (parts.length < count) close()
  return parts
}

/** Longest words of a happening, in characters: an event can quote a whole state. */
const maxWords = 120

const brief = ({ en, ja }: Bilingual): Bilingual => ({
  en: shortened(en, maxWords),
  ja: shortened(ja, maxWords),
})

/** A pattern that also matches when an earlier step was changed: a whole state has traces of everything before. */
function repeatable(event: TraceEvent): EventPattern {
  const pattern = patternOfEvent(event)
  if (event.type !== 'StateChanged') return pattern
  const { state: _, ...where } = pattern.where ?? {}
  return { ...pattern, where }
}

/** An act is no consequence of itself, and a delivery says more than the sending before it. */
const isAwaitable = ({ type, node }: TraceEvent): boolean =>
  type !== 'ActionDone' && type !== 'MessageSent' && !(node === conductorId && type === 'ActionHadNoEffect')

/** The condition that a happening is, in the part that begins with the last act. */
export const awaiting = ({ what }: Pick<Happening, 'what'>): Check => ({ type: 'eventually', what })

/** All running nodes are Up and agree on it. */
export const formedCheck: Check = {
  type: 'all',
  checks: [
    { type: 'eventually', what: { fact: 'members', status: 'Up' } },
    { type: 'eventually', what: { fact: 'agreed' } },
  ],
}
export const formedWords: Bilingual = {
  en: 'all nodes to be Up and to agree on it',
  ja: 'すべてのノードが Up になり、その認識が一致する',
}

/**
 * The thing to wait for: the last key event, because the person acted again after it; else the last message that was
 * handled, else the last thing. Null: nothing happened.
 */
export const proposed = (happenings: readonly Happening[]): Happening | null =>
  happenings.findLast(({ key }) => key) ??
  happenings.findLast(({ what }) => what.event === 'MessageDelivered') ??
  happenings.at(-1) ??
  null
