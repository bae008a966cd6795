import { useTranslations } from 'use-intl'
import type { ParticipantId } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { LinkActs } from './link-acts.tsx'
import { linkStateOf } from './link-state.ts'
import { LinkWords } from './link-words.tsx'

/** A link between two participants: its state in both directions, and the acts on it. */
export function LinkInspector({ from, to }: { readonly from: ParticipantId; readonly to: ParticipantId }) {
  const t = useTranslations('network')
  const view = useRun(({ throttled }) => throttled)
  const state = linkStateOf(view, from, to)
  return (
    <>
      <div className="inspector-head">
        <h2>{t('link', { from, to })}</h2>
        <LinkWords state={state} />
      </div>
      <LinkActs state={state} />
    </>
  )
}
