import { type CauseLink, type CauseOrigin, causesOf } from '../../trace/causes/causes-of.ts'
import type { Found } from '../../trace/causes/search.ts'
import { type EventId, eventId, type ParticipantId } from '../../trace/identifiers.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'
import type { Bilingual } from '../bilingual.ts'
import { describeEvent } from '../describe-event.ts'
import { verbosityOf } from '../event-family.ts'
import { listEn, listJa } from '../wording.ts'
import { actWords } from './acts.ts'
import type { WhyContext } from './context.ts'
import { decisionText } from './downing-reason.ts'
import { ruleWords } from './rules.ts'

/** A link of the chain as a sentence. */
export interface WhyStep extends Found {
  readonly text: Bilingual
  /** A rule that fired here, with its setting. */
  readonly rule: Bilingual | null
}

/** The act or rule at the end of a chain. */
export interface WhyOrigin {
  readonly text: Bilingual
  readonly kind: CauseOrigin['type']
}

/** One chain of causes in words. */
export interface WhyPart {
  /** The sentence before the chain; null when the chain begins with the fact itself. */
  readonly lead: Bilingual | null
  /** Each step is a consequence of the one after it. */
  readonly steps: readonly WhyStep[]
  /** Null for a sentence without a chain. */
  readonly origin: WhyOrigin | null
  /** All events of the chain, those without a step of their own included. */
  readonly events: readonly EventId[]
}

/** A sentence that no event explains. */
export const sentencePart = (lead: Bilingual): WhyPart => ({ lead, steps: [], origin: null, events: [] })

/** The chain of an event, after a sentence about it. */
export function chainPart(context: WhyContext, { position }: Found, lead: Bilingual | null = null): WhyPart {
  const causes = causesOf(context.log, position)
  if (causes === null) return sentencePart(lead ?? { en: '', ja: '' })
  const { links, origin } = causes
  return {
    lead,
    steps: stepsOf(context, links, origin),
    origin: originOf(context, origin),
    events: links.map(({ event }) => eventId(event)),
  }
}

function stepsOf(context: WhyContext, links: readonly CauseLink[], origin: CauseOrigin): readonly WhyStep[] {
  const steps: WhyStep[] = []
  for (let i = 0; i < links.length; ) {
    const link = links[i] as CauseLink
    const hops = gossipFrom(links, i)
    if (hops.length > 0) {
      steps.push(stepOf(context, link))
      const last = links[i + 3 * hops.length] as CauseLink
      steps.push(gossipStep(links[i + 1] as CauseLink, hops, last))
      i += 3 * hops.length
      continue
    }
    if (!isFolded(context, links, i, origin)) steps.push(stepOf(context, link))
    i += 1
  }
  return steps
}

/** Nodes over which the news in the link at `i` came by gossip, the nearest first: each hop takes three links. */
function gossipFrom(links: readonly CauseLink[], i: number): readonly ParticipantId[] {
  const hops: ParticipantId[] = []
  for (let at = i; ; at += 3) {
    const [delivered, sent, earlier] = links.slice(at + 1, at + 4)
    if (delivered?.event.type !== 'MessageDelivered' || sent?.by !== 'gossip' || earlier === undefined)
      return hops
    hops.push(earlier.event.node)
  }
}

function gossipStep(arrival: CauseLink, hops: readonly ParticipantId[], { event }: CauseLink): WhyStep {
  const over = hops.slice(0, -1)
  const { node } = arrival.event
  return {
    event: arrival.event,
    position: arrival.position,
    text:
      over.length === 0
        ? {
            en: `${node} learnt that from ${event.node} by gossip`,
            ja: `${node} は ${event.node} からゴシップで知った`,
          }
        : {
            en: `${node} learnt that from ${event.node} by gossip, over ${listEn(over)}`,
            ja: `${node} は ${event.node} から、${listJa(over)} 経由のゴシップで知った`,
          },
    rule: null,
  }
}

const stepOf = (context: WhyContext, { event, position }: CauseLink): WhyStep => ({
  event,
  position,
  text: stepText(context, event, position),
  rule:
    event.rule === undefined || event.cause === undefined
      ? null
      : ruleWords(event.rule, context.settings).text,
})

function stepText({ log, names, settings }: WhyContext, event: TraceEvent, position: number): Bilingual {
  return event.type === 'DowningDecided'
    ? decisionText(event, log.viewAt(position), names, settings)
    : describeEvent(event, names)
}

/** True for a link without a step of its own: the handling of a message whose sending is told, and routine. */
function isFolded(
  { view }: WhyContext,
  links: readonly CauseLink[],
  i: number,
  origin: CauseOrigin,
): boolean {
  const { event, by } = links[i] as CauseLink
  if (i === 0) return false
  // The origin's sentence tells the action.
  if (by === null) return origin.type === 'action'
  if (event.rule !== undefined) return false
  if (event.type === 'MessageDelivered') return true
  return verbosityOf(event, view) === 3 || event.type === 'SignalDelivered' || event.type === 'Logged'
}

function originOf({ names, settings }: WhyContext, origin: CauseOrigin): WhyOrigin {
  const kind = origin.type
  switch (origin.type) {
    case 'action':
      return { kind, text: actWords(origin.event.action, names) }
    case 'rule':
      return { kind, text: ruleWords(origin.rule, settings).text }
    case 'start':
      return { kind, text: { en: 'The run began.', ja: '実行の開始。' } }
    case 'unknown':
      return {
        kind,
        text: {
          en: 'The chain ends here: the recording no longer holds the cause.',
          ja: '連鎖はここまで。その原因は記録に残っていない。',
        },
      }
  }
}
