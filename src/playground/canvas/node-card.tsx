import { Handle, type NodeProps, Position } from '@xyflow/react'
import { Crown } from 'lucide-react'
import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import { useRun } from '../store/run-store.ts'
import { select, useFocus } from '../store/selection.ts'
import { ActorLines } from './actor-lines.tsx'
import { BeliefStrip } from './belief-strip.tsx'
import type { CardNode } from './card-node.ts'
import { pictureOf } from './cluster-picture.ts'
import { MemberStatus } from './member-status.tsx'
import './node-card.css'

/** A cluster node: who it is, what it is in the cluster, how it sees the others, and who lives on it. */
export const NodeCard = memo(({ data: { id, narrow } }: NodeProps<CardNode>) => {
  const t = useTranslations('card')
  const face = useRun(useShallow(({ view }) => pictureOf(view).faces[id] ?? null))
  const roles = useRun(({ view }) => view.participants[id]?.roles.join(', ') ?? '')
  const address = useRun(({ view }) => view.participants[id]?.address.replace(/^.*@/, '') ?? '')
  const because = useRun(({ view }) => view.participants[id]?.stoppedBecause ?? null)
  const incarnation = useRun(({ view }) => view.participants[id]?.incarnation ?? 1)
  const selected = useFocus(
    ({ selected }) =>
      (selected?.type === 'participant' && selected.id === id) ||
      (selected?.type === 'actor' && selected.participant === id),
  )
  const highlighted = useFocus(focus => focus.highlighted.includes(id))
  if (face === null) return null
  return (
    <article
      className="node-card"
      aria-label={t('node', { id })}
      data-status={face.status ?? 'Starting'}
      data-dead={!face.running || undefined}
      data-unreachable={face.unreachableBy > 0 || undefined}
      data-selected={selected || undefined}
      data-highlighted={highlighted || undefined}
    >
      <header>
        <button
          type="button"
          className="card-name nodrag"
          onClick={() => select({ type: 'participant', id })}
        >
          {id}
        </button>
        {face.leaderBy > 0 && (
          <span className="badge crown" title={t('leader', { count: face.leaderBy, of: face.observers })}>
            <Crown size={13} aria-hidden="true" />
            <span className={narrow ? 'visually-hidden' : ''}>{t('leaderWord')}</span>
          </span>
        )}
        {face.oldest && (
          <span className="badge" title={t('oldest')}>
            <span aria-hidden="true">1</span>
            <span className="visually-hidden">{t('oldestWord')}</span>
            {!narrow && <span aria-hidden="true">{t('oldestWord')}</span>}
          </span>
        )}
        <MemberStatus status={face.status} hearsay={!face.running} />
      </header>
      <p className="card-under">
        {!narrow && <span className="mono">{address}</span>}
        <span className="role">{roles}</span>
        {incarnation > 1 && <span>{t('incarnation', { count: incarnation })}</span>}
      </p>
      <div className="card-body">
        {face.running ? (
          <ActorLines id={id} atMost={narrow ? 1 : 4} />
        ) : (
          <>
            <p className="card-ended">{t(`stopped.${because ?? 'killed'}`)}</p>
            <p className="card-ended">
              {face.observers > 0 && face.status !== 'Removed' ? t('stillHeld') : t('forgotten')}
            </p>
          </>
        )}
      </div>
      <footer>
        {face.running && (
          <>
            <span className="sees">{t('sees')}</span>
            <BeliefStrip id={id} />
          </>
        )}
        {face.unreachableBy > 0 && (
          <span className="unreachable">
            {t('unreachable', { count: face.unreachableBy, of: face.observers })}
          </span>
        )}
      </footer>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Handle type="source" position={Position.Top} isConnectable={false} />
    </article>
  )
})
