import { Hand } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { ParticipantId, PathText } from '../../../trace/index.ts'
import { useRun } from '../../store/run-store.ts'
import { select } from '../../store/selection.ts'
import { rulesInWords, strategyInForce } from './actor-words.ts'
import type { Point } from './tree-layout.ts'
import { useActorLife } from './use-actor-life.ts'

interface SupervisorChipProps {
  readonly id: ParticipantId
  readonly path: PathText
  readonly at: Point
}

/** The strategy for a failure of the actor, on the line to its parent. No tab stop: the actor's box says the same. */
export function SupervisorChip({ id, path, at }: SupervisorChipProps) {
  const t = useTranslations('tree')
  const supervision = useRun(({ view }) => view.participants[id]?.actors[path]?.supervision ?? null)
  const life = useActorLife(id, path)
  const rules = supervision?.rules ?? []
  const byPerson = supervision?.by === 'person'
  const words = t('supervision', {
    actor: path,
    rules: rulesInWords(rules, t),
    by: byPerson ? 'person' : 'code',
  })
  return (
    <button
      type="button"
      className="supervisor-chip nodrag"
      tabIndex={-1}
      data-strategy={rules.length === 0 ? 'none' : strategyInForce(rules)}
      data-by-person={byPerson || undefined}
      data-life={life}
      style={{ left: at.x, top: at.y }}
      aria-label={words}
      title={words}
      onClick={event => {
        event.stopPropagation()
        select({ type: 'actor', participant: id, path })
      }}
    >
      {byPerson && <Hand size="0.9em" aria-hidden="true" />}
      {strategyInForce(rules)}
      {rules.length > 1 && <small>+{rules.length - 1}</small>}
    </button>
  )
}
