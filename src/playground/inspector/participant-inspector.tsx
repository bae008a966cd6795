import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import type { EventIndex } from '../../narration/index.ts'
import { localPath, type ParticipantId, type TraceEventOf } from '../../trace/index.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import { MemberStatus } from '../canvas/member-status.tsx'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { ActButtons } from './act-buttons.tsx'
import { ActorList } from './actor-list.tsx'
import { actsOn } from './possible-acts.ts'
import './participant-inspector.css'

export function ParticipantInspector({ id }: { readonly id: ParticipantId }) {
  const t = useTranslations('inspector')
  const time = useTimeFormat()
  const participant = useRun(({ throttled: calm }) => calm.participants[id])
  const face = useRun(useShallow(({ view }) => pictureOf(view).faces[id] ?? null))
  const scenario = useScenario()
  const writer = scenario.actors.find(actor => actor.canFail)?.path ?? null
  const view = useRun(({ throttled: calm }) => calm)
  if (participant === undefined) return <p className="note">{t('unknown')}</p>
  return (
    <>
      <div className="inspector-head">
        <h2>
          {id}
          {face?.clustered && <MemberStatus status={face.status} hearsay={!face.running} />}
        </h2>
        <p className="mono">{participant.address}</p>
        {!participant.running && participant.stoppedAt !== null && (
          <p>{t(`ended.${participant.stoppedBecause ?? 'killed'}`, { time: time(participant.stoppedAt) })}</p>
        )}
        {!participant.running && <LastAct id={id} />}
      </div>
      <ActButtons of={id} acts={actsOn(view, id, writer)} />
      <dl className="facts">
        {participant.roles.length > 0 && (
          <>
            <dt>{t('roles')}</dt>
            <dd>{participant.roles.join(', ')}</dd>
          </>
        )}
        <dt>{t('incarnation')}</dt>
        <dd>
          {t('incarnationSince', { count: participant.incarnation, time: time(participant.startedAt) })}
        </dd>
        {face?.clustered && participant.running && (
          <>
            <dt>{t('leader')}</dt>
            <dd>{participant.leader?.replace(/^.*@/, '') ?? t('none')}</dd>
            <dt>{t('convergence')}</dt>
            <dd>{participant.converged ? t('converged') : t('notConverged')}</dd>
          </>
        )}
        {participant.kind === 'client' && (
          <>
            <dt>{t('contact')}</dt>
            <dd className="mono">{participant.contact ?? t('none')}</dd>
          </>
        )}
        {participant.clients.length > 0 && (
          <>
            <dt>{t('clients')}</dt>
            <dd className="mono">{participant.clients.join('\n')}</dd>
          </>
        )}
      </dl>
      {face?.clustered && participant.running && <Beliefs id={id} />}
      {participant.kind === 'database' ? <Journals /> : <ActorList id={id} />}
    </>
  )
}

/** What a node was doing when the watchdog ended it, if that is how it ended. */
function LastAct({ id }: { readonly id: ParticipantId }) {
  const t = useTranslations('inspector')
  const index = useRun(({ book }) => book.index)
  const stoppedAt = useRun(({ throttled: calm }) => calm.participants[id]?.stoppedAt)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the index grows in place; another end is another instant
  const during = useMemo(() => lastEndOf(index, id)?.during, [index, id, stoppedAt])
  if (during === undefined) return null
  return <p>{t('during', { actor: localPath(during.actor), label: during.label })}</p>
}

function lastEndOf(index: EventIndex, id: ParticipantId): TraceEventOf<'ParticipantStopped'> | null {
  for (let at = index.length - 1; at >= 0; at -= 1) {
    const event = index.at(at)
    if (event?.type === 'ParticipantStopped' && event.participant === id) return event
  }
  return null
}

/** What this node believes of each member: the strip of its card in words. */
function Beliefs({ id }: { readonly id: ParticipantId }) {
  const t = useTranslations('inspector')
  const words = useTranslations('beliefs')
  const nodes = useRun(({ view }) => pictureOf(view).nodes)
  const opinions = useRun(({ view }) => pictureOf(view).opinions[id])
  return (
    <section>
      <h3>{t('beliefs', { id })}</h3>
      <ul className="beliefs">
        {nodes.map((other, place) => {
          const opinion = opinions?.[place] ?? 'unknown'
          return (
            <li key={other} data-status={opinion}>
              <span className="belief-mark" aria-hidden="true" />
              {words('one', { node: other, opinion })}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Journals() {
  const t = useTranslations('inspector')
  const format = useFormatter()
  const journals = useRun(({ throttled: calm }) => calm.journal)
  const all = Object.values(journals)
  return (
    <section>
      <h3>{t('journals')}</h3>
      {all.length === 0 && <p className="note">{t('noJournal')}</p>}
      {all.map(journal => (
        <dl key={journal.persistenceId} className="facts">
          <dt>{t('persistenceId')}</dt>
          <dd className="mono">{journal.persistenceId}</dd>
          <dt>{t('highest')}</dt>
          <dd>{format.number(journal.highestSequenceNr)}</dd>
          <dt>{t('eventsKept')}</dt>
          <dd>{format.number(journal.events)}</dd>
          <dt>{t('snapshots')}</dt>
          <dd>
            {journal.snapshots.length === 0 ? t('none') : journal.snapshots.map(nr => `#${nr}`).join(', ')}
          </dd>
        </dl>
      ))}
    </section>
  )
}
