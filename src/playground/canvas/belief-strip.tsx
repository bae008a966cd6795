import type { CSSProperties } from 'react'
import { useTranslations } from 'use-intl'
import type { ParticipantId } from '../../trace/index.ts'
import { shortName } from '../members/short-name.ts'
import { useSuspicions } from '../members/use-suspicions.ts'
import { useRun } from '../store/run-store.ts'
import { pictureOf } from './cluster-picture.ts'
import type { Opinion } from './member-summary.ts'
import './belief-strip.css'

/** Members up to which each has a mark of its own; above, the most frequent opinion is a number. */
const maxMarks = 6
/** Marks beside that number. */
const maxOthers = 4

/** The status of each member as this node sees it: every node has its own opinion of the membership. */
export function BeliefStrip({ id }: { readonly id: ParticipantId }) {
  const t = useTranslations('beliefs')
  const nodes = useRun(({ view }) => pictureOf(view).nodes)
  const opinions = useRun(({ view }) => pictureOf(view).opinions[id])
  const shares = useSuspicions(id, nodes)
  const beliefs = nodes.map((node, place) => ({
    node,
    opinion: opinions?.[place] ?? 'unknown',
    share: shares[place] ?? 0,
  }))
  const usual = nodes.length > maxMarks ? mostFrequent(beliefs.map(({ opinion }) => opinion)) : null
  const marked = beliefs.filter(({ opinion }) => opinion !== usual)
  const shown = usual === null ? marked : marked.slice(0, maxOthers)
  return (
    <ul className="belief-strip" aria-label={t('label', { node: id })}>
      {usual !== null && (
        <li className="belief" data-status={usual}>
          {t('many', { count: beliefs.length - marked.length, opinion: usual })}
        </li>
      )}
      {shown.map(({ node, opinion, share }) => {
        const words = t('one', { node, opinion })
        return (
          <li
            key={node}
            className="belief"
            data-status={opinion}
            data-suspected={share > 0 || undefined}
            style={share > 0 ? ({ '--left': 1 - share } as CSSProperties) : undefined}
            title={words}
          >
            <span className="visually-hidden">{words}</span>
            <span aria-hidden="true">{shortName(node)}</span>
          </li>
        )
      })}
      {marked.length > shown.length && (
        <li className="belief" data-status="unknown">
          +{marked.length - shown.length}
        </li>
      )}
    </ul>
  )
}

function mostFrequent(opinions: readonly Opinion[]): Opinion | null {
  const counts = new Map<Opinion, number>()
  for (const opinion of opinions) counts.set(opinion, (counts.get(opinion) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null
}
