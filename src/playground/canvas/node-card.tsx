import { Handle, type NodeProps, Position } from '@xyflow/react'
import { Crown, Hourglass, Network, Snowflake } from 'lucide-react'
import { memo, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import { useRun } from '../store/run-store.ts'
import { select, useFocus } from '../store/selection.ts'
import { deferredPart } from '../ui/deferred-part.ts'
import { askWhy } from '../why/asking.ts'
import { WhyButton } from '../why/why-button.tsx'
import { ActorLines } from './actor-lines.tsx'
import { BeliefStrip } from './belief-strip.tsx'
import type { CardNode } from './card-node.ts'
import { pictureOf } from './cluster-picture.ts'
import { MemberStatus } from './member-status.tsx'
import { treeId } from './tree/tree-id.ts'
import { useShownCard } from './use-shown-card.ts'
import './node-card.css'

const ActorTree = deferredPart(() => import('./tree/actor-tree.tsx'))

/** Height of a chip, in px of its content, from which it shows its main actor. */
const highChip = 90
/** Height of a medium card, in px of its content, from which it has room for the strip below its actor. */
const highMedium = 136

/**
 * A node with its actors, as lines or as a tree. A cluster member also shows its status and roles in the cluster, and how
 * it sees the other members.
 */
export const NodeCard = memo(({ data, width, height }: NodeProps<CardNode>) => {
  const { id, tree, onTree } = data
  const shown = useShownCard('node', data.level, { width, height })
  // A tree keeps its measures, because messages are drawn to its boxes.
  const { level, scale } = tree === undefined ? shown : { level: data.level, scale: 1 }
  const t = useTranslations('card')
  const face = useRun(useShallow(({ view }) => pictureOf(view).members[id] ?? null))
  const roles = useRun(({ view }) => view.participants[id]?.roles.join(', ') ?? '')
  const address = useRun(({ view }) => view.participants[id]?.address.replace(/^.*@/, '') ?? '')
  const because = useRun(({ view }) => view.participants[id]?.stoppedBecause ?? null)
  const frozen = useRun(({ view }) => view.participants[id]?.frozenSince != null)
  const blocked = useRun(({ view }) => (view.participants[id]?.blockedUntil ?? 0) > view.at)
  const incarnation = useRun(({ view }) => view.participants[id]?.incarnation ?? 1)
  const selected = useFocus(
    ({ selected }) =>
      (selected?.type === 'participant' && selected.id === id) ||
      (selected?.type === 'actor' && selected.participant === id),
  )
  const highlighted = useFocus(focus => focus.highlighted.includes(id))
  const words = useTranslations('tree')
  const why = useTranslations('why')
  const statusWords = useTranslations('status')
  if (face === null) return null
  const { running } = face
  // Zoomed out, a high card has room for its actor below the name.
  const hasBody = tree === undefined && (level !== 'chip' || (height ?? 0) / scale >= highChip)
  const isSmall = level === 'compact' || level === 'chip'
  const isMember = face.running && face.clustered
  const isHigh = (height ?? 0) / scale >= highMedium
  const paused = (frozen || blocked) && (
    <span className="paused-mark">
      {frozen ? <Snowflake size={15} aria-hidden="true" /> : <Hourglass size={15} aria-hidden="true" />}
      <span className={isSmall ? 'visually-hidden' : ''}>{t(frozen ? 'frozen' : 'blocked')}</span>
    </span>
  )
  const ended = !running && (
    <>
      <p className="card-ended">
        {t(`stopped.${face.clustered || because !== 'left' ? (because ?? 'killed') : 'ended'}`)}{' '}
        <WhyButton fact={{ type: 'status', of: id }} about={why('ended', { id })} />
      </p>
      {face.clustered && level === 'full' && (
        <p className="card-ended">
          {face.observers > 0 && face.status !== 'Removed' ? t('stillMember') : t('removedByOthers')}
        </p>
      )}
    </>
  )
  const isDoubted = face.unreachableBy > 0 || face.removedBy > 0
  const doubt =
    face.removedBy > 0
      ? t('removed', { count: face.removedBy, of: face.observers })
      : t('unreachable', { count: face.unreachableBy, of: face.observers })
  const doubted = isDoubted && (
    <span className="unreachable">
      <span className="unreachable-words" title={doubt}>
        {doubt}
      </span>{' '}
      {face.removedBy === 0 && (
        <WhyButton fact={{ type: 'reachability', of: id, by: null }} about={why('unreachable', { id })} />
      )}
    </span>
  )
  // A medium card that others doubt shows no actor, so it has room for its opinion of the others.
  const hasStrip = level === 'full' || tree !== undefined || (level === 'medium' && (isHigh || isDoubted))
  const leader = face.leaderBy > 0 && (
    <span className="badge crown" title={t('leader', { count: face.leaderBy, of: face.observers })}>
      <Crown size={15} aria-hidden="true" />
      <span className={isSmall ? 'visually-hidden' : ''}>{t('leaderWord')}</span>
    </span>
  )
  const oldestTitle = t('oldest', {
    role: face.oldestOfRole ?? '',
    of: face.oldestOfRole === null ? 'all' : 'role',
  })
  return (
    <article
      className="node-card"
      style={{ zoom: scale }}
      aria-label={t('node', { id })}
      data-level={level}
      data-status={face.clustered ? (face.status ?? 'Starting') : 'alone'}
      data-tree={tree !== undefined || undefined}
      data-dead={!running || undefined}
      data-paused={frozen || blocked || undefined}
      data-unreachable={isDoubted || undefined}
      data-selected={selected || undefined}
      data-highlighted={highlighted || undefined}
    >
      <header>
        <button
          type="button"
          className="card-name nodrag"
          title={address}
          onClick={() => select({ type: 'participant', id })}
        >
          {id}
        </button>
        {face.clustered && (
          <button
            type="button"
            className="status-button nodrag"
            title={why('ask', {
              about: why('status', { id, status: statusWords(face.status ?? 'Starting') }),
            })}
            onClick={() => askWhy({ type: 'status', of: id })}
          >
            <MemberStatus status={face.status} hearsay={!face.running} bare={level === 'chip'} />
          </button>
        )}
        {level === 'compact' && leader}
        {isSmall && paused}
        <button
          type="button"
          className="tree-toggle nodrag"
          data-unpictured
          aria-expanded={tree !== undefined}
          aria-controls={tree === undefined ? undefined : treeId(id)}
          aria-label={words('label', { node: id })}
          title={words('label', { node: id })}
          onClick={() => onTree(id)}
        >
          <Network size={15} aria-hidden="true" />
        </button>
      </header>
      {!isSmall && (
        <p className="card-under">
          {paused}
          {face.oldest ? (
            <span className="role" title={oldestTitle}>
              <span className="tenure" aria-hidden="true">
                1
              </span>
              <span>{t('oldestWord')}</span> {roles}
            </span>
          ) : (
            roles !== '' && <span className="role">{roles}</span>
          )}
          {leader}
          {incarnation > 1 && <span>{t('incarnation', { count: incarnation })}</span>}
        </p>
      )}
      {tree !== undefined && (
        <Suspense>
          <ActorTree id={id} layout={tree.layout} x={tree.x} y={tree.y} />
        </Suspense>
      )}
      {hasBody && (
        <div className="card-body">
          {ended || (level !== 'full' && doubted) || <ActorLines id={id} level={level} />}
        </div>
      )}
      {hasStrip && (level !== 'medium' || isMember) && (
        <footer>
          {tree !== undefined && ended}
          {isMember && (
            <>
              <span className="sees">{t('sees')}</span>
              <BeliefStrip id={id} />
            </>
          )}
          {(level === 'full' || tree !== undefined) && doubted}
        </footer>
      )}
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Handle type="source" position={Position.Top} isConnectable={false} />
    </article>
  )
})
