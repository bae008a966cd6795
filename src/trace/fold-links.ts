import type { LinkView } from './cluster-view.ts'
import { eventId, type ParticipantId } from './identifiers.ts'
import type { TraceEventOf } from './trace-event.ts'
import type { ViewDraft } from './view-draft.ts'

/** The key of one direction of a link. */
export const linkKey = (from: ParticipantId, to: ParticipantId): string => `${from}>${to}`

type LinkChange = Partial<Pick<LinkView, 'cut' | 'cutBy' | 'latency' | 'lossPercent'>>

/** A link that is as the scenario made it is not in the view. */
const changeLink = (
  draft: ViewDraft,
  { from, to }: { readonly from: ParticipantId; readonly to: ParticipantId },
  change: LinkChange,
): void => {
  const key = linkKey(from, to)
  const before = draft.link(key) ?? { from, to, cut: false, cutBy: null, latency: null, lossPercent: 0 }
  const link: LinkView = { ...before, ...change }
  draft.setLink(key, link.cut || link.latency !== null || link.lossPercent > 0 ? link : null)
}

export const foldLinkCut = (draft: ViewDraft, event: TraceEventOf<'LinkCut'>): void =>
  changeLink(draft, event, { cut: true, cutBy: eventId(event) })

export const foldLinkHealed = (draft: ViewDraft, event: TraceEventOf<'LinkHealed'>): void =>
  changeLink(draft, event, { cut: false, cutBy: null })

export const foldLinkChanged = (draft: ViewDraft, event: TraceEventOf<'LinkChanged'>): void =>
  changeLink(draft, event, { latency: event.latency, lossPercent: event.lossPercent })

export const foldArrivalHoldSet = (draft: ViewDraft, event: TraceEventOf<'ArrivalHoldSet'>): void => {
  draft.arrivalHold = event.hold
}
