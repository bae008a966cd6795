import type { NodeProps } from '@xyflow/react'
import { Trash2 } from 'lucide-react'
import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { useRun } from '../store/run-store.ts'
import { select, useFocus } from '../store/selection.ts'
import type { CardNode } from './card-node.ts'
import { useShownCard } from './use-shown-card.ts'
import './dead-letter-bin.css'

/** The counter of dead letters; a click opens their list. */
export const DeadLetterBin = memo(({ data, width, height }: NodeProps<CardNode>) => {
  const { level, scale } = useShownCard('bin', data.level, { width, height })
  const t = useTranslations('canvas')
  const count = useRun(({ throttled }) => throttled.deadLetters)
  const selected = useFocus(({ selected }) => selected?.type === 'dead-letters')
  const highlighted = useFocus(({ highlighted }) => highlighted.includes('dead-letters'))
  return (
    <button
      type="button"
      className="dead-letter-bin nodrag"
      aria-label={t('bin', { count })}
      title={t('bin', { count })}
      data-level={level}
      style={{ zoom: scale }}
      data-empty={count === 0 || undefined}
      data-selected={selected || undefined}
      data-highlighted={highlighted || undefined}
      onClick={() => select({ type: 'dead-letters' })}
    >
      <Trash2 size={20} aria-hidden="true" />
      <span className="bin-words">
        <b className="tabular">{count}</b>
        {(level === 'full' || level === 'medium') && <span>{t('binWord')}</span>}
      </span>
    </button>
  )
})
