import { useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import type { ParticipantId } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { opinionOf } from './member-face.ts'
import { bySeatOrder } from './seats.ts'
import './belief-strip.css'

/** How this node sees each member: membership is as many opinions as there are nodes. */
export function BeliefStrip({ id }: { readonly id: ParticipantId }) {
  const t = useTranslations('beliefs')
  const opinions = useRun(
    useShallow(({ view }) =>
      Object.values(view.participants)
        .filter(one => one.kind === 'node')
        .map(one => one.id)
        .sort(bySeatOrder)
        .map(other => `${other}=${opinionOf(view, id, other)}`),
    ),
  )
  return (
    <ul className="belief-strip" aria-label={t('label', { node: id })}>
      {opinions.map(entry => {
        const [other = '', opinion = 'unknown'] = entry.split('=')
        const words = t('one', { node: other, opinion: opinion as 'Up' })
        return (
          <li key={other} className="belief" data-status={opinion} title={words}>
            <span className="visually-hidden">{words}</span>
            <span aria-hidden="true">{/\d+$/.exec(other)?.[0] ?? other.slice(-1)}</span>
          </li>
        )
      })}
    </ul>
  )
}
