import { Handle, type NodeProps, Position } from '@xyflow/react'
import { Database, Laptop, Snowflake, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import { hostOfPath } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { select, useFocus } from '../store/selection.ts'
import type { CardNode } from './card-node.ts'
import { pictureOf } from './cluster-picture.ts'
import { useShownCard } from './use-shown-card.ts'
import './outside-cards.css'

function useCardMarks(id: string) {
  const running = useRun(({ view }) => view.participants[id]?.running ?? false)
  const frozen = useRun(({ view }) => view.participants[id]?.frozenSince != null)
  const selected = useFocus(
    ({ selected }) =>
      (selected?.type === 'participant' && selected.id === id) ||
      (selected?.type === 'actor' && selected.participant === id),
  )
  const highlighted = useFocus(focus => focus.highlighted.includes(id))
  return {
    'data-dead': !running || undefined,
    'data-paused': frozen || undefined,
    'data-selected': selected || undefined,
    'data-highlighted': highlighted || undefined,
  }
}

const CardHandles = () => (
  <>
    <Handle type="target" position={Position.Top} isConnectable={false} />
    <Handle type="source" position={Position.Top} isConnectable={false} />
  </>
)

/** The participant's name; a click selects it. */
const NameButton = ({ id }: { readonly id: string }) => (
  <button type="button" className="card-name nodrag" onClick={() => select({ type: 'participant', id })}>
    {id}
  </button>
)

/** In place of the card's icon and of its last line, because the card has no room for more. */
const frozenIcon = <Snowflake size={16} className="paused-mark" aria-hidden="true" />

const faultIcon = <TriangleAlert size={16} className="fault-mark" aria-hidden="true" />

function FrozenMark() {
  const t = useTranslations('card')
  return <span className="paused-mark">{t('frozen')}</span>
}

/** A client outside the cluster, with the node it is connected to. */
export const ClientCard = memo(({ data, width, height }: NodeProps<CardNode>) => {
  const { id } = data
  const { level, scale } = useShownCard('outside', data.level, { width, height })
  const t = useTranslations('card')
  const marks = useCardMarks(id)
  const contact = useRun(({ throttled }) => throttled.participants[id]?.contact ?? null)
  const clustered = useRun(({ view }) => Object.values(pictureOf(view).members).some(face => face.clustered))
  const host = contact === null ? null : (hostOfPath(contact) ?? contact)
  return (
    <article
      className="outside-card client"
      data-level={level}
      style={{ zoom: scale }}
      aria-label={t('client', { id })}
      {...marks}
    >
      <header>
        {marks['data-paused'] ? frozenIcon : <Laptop size={16} aria-hidden="true" />}
        <NameButton id={id} />
      </header>
      {level === 'full' && <p>{t(clustered ? 'outside' : 'elsewhere')}</p>}
      {level !== 'chip' && (clustered || marks['data-dead'] || marks['data-paused']) && (
        <p className="contact" data-lost={(host === null && !marks['data-paused']) || undefined}>
          {marks['data-dead'] ? (
            t('stopped.killed')
          ) : marks['data-paused'] ? (
            <FrozenMark />
          ) : host === null ? (
            t('noContact')
          ) : (
            t('contact', { node: host })
          )}
        </p>
      )}
      <CardHandles />
    </article>
  )
})

/** The first fault of a database in two or three words, and how many more it has; null: none. */
function useFaultMark(id: string): string | null {
  const t = useTranslations('databaseFaults')
  const faults = useRun(({ view }) => view.participants[id]?.databaseFaults)
  const [first, ...others] = faults ?? []
  if (first === undefined) return null
  const short = t(`short.${first.type}`)
  return others.length === 0 ? short : `${short} +${others.length}`
}

/** The database, with the number of its events and snapshots. */
export const DatabaseCard = memo(({ data, width, height }: NodeProps<CardNode>) => {
  const { id } = data
  const { level, scale } = useShownCard('outside', data.level, { width, height })
  const t = useTranslations('card')
  const marks = useCardMarks(id)
  const { events, snapshots } = useRun(
    useShallow(({ throttled }) => {
      const journals = Object.values(throttled.journal)
      return {
        events: journals.reduce((sum, journal) => sum + journal.events, 0),
        snapshots: journals.reduce((sum, journal) => sum + journal.snapshots.length, 0),
      }
    }),
  )
  const faulty = useFaultMark(id)
  return (
    <article
      className="outside-card database"
      data-level={level}
      style={{ zoom: scale }}
      aria-label={t('database', { id })}
      data-faulty={faulty !== null || undefined}
      {...marks}
    >
      <header>
        {marks['data-paused'] ? (
          frozenIcon
        ) : faulty !== null ? (
          faultIcon
        ) : (
          <Database size={16} aria-hidden="true" />
        )}
        <NameButton id={id} />
      </header>
      {level === 'full' && (faulty === null ? <p>{t('journal')}</p> : <p className="fault-mark">{faulty}</p>)}
      {level !== 'chip' && (
        <p className="tabular">
          {marks['data-dead'] ? (
            t(level === 'full' ? 'databaseDead' : 'stopped.killed')
          ) : marks['data-paused'] ? (
            <FrozenMark />
          ) : level !== 'full' && faulty !== null ? (
            <span className="fault-mark">{faulty}</span>
          ) : (
            t(level === 'compact' ? 'storedEvents' : 'stored', { events, snapshots })
          )}
        </p>
      )}
      <CardHandles />
    </article>
  )
})
