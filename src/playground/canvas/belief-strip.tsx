import { useTranslations } from 'use-intl'
import type { ParticipantId } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { pictureOf } from './cluster-picture.ts'
import './belief-strip.css'

/** How this node sees each member: every node has its own opinion of the membership. */
export function BeliefStrip({ id }: { readonly id: ParticipantId }) {
  const t = useTranslations('beliefs')
  const nodes = useRun(({ view }) => pictureOf(view).nodes)
  const opinions = useRun(({ view }) => pictureOf(view).opinions[id])
  return (
    <ul className="belief-strip" aria-label={t('label', { node: id })}>
      {nodes.map((other, place) => {
        const opinion = opinions?.[place] ?? 'unknown'
        const words = t('one', { node: other, opinion })
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
