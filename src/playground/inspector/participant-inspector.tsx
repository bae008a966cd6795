import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import { nameOfActor } from '../../narration/index.ts'
import type { EventLog, ParticipantId, TraceEventOf, VirtualTime } from '../../trace/index.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import { MemberStatus } from '../canvas/member-status.tsx'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { MessageList } from '../events/message-list.tsx'
import { WatchButtons } from '../lamps/watch-buttons.tsx'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { WhyButton } from '../why/why-button.tsx'
import { ActButtons } from './act-buttons.tsx'
import { ActorList } from './actor-list.tsx'
import { DatabaseFaults } from './database/database-faults.tsx'
import { LoadFacts } from './database/load-facts.tsx'
import { actsOn } from './possible-acts.ts'
import './participant-inspector.css'

export function ParticipantInspector({ id }: { readonly id: ParticipantId }) {
  const t = useDeferredTexts('inspector')
  const lamps = useTranslations('lamps')
  const time = useTimeFormat()
  const participant = useRun(({ throttled }) => throttled.participants[id])
  const face = useRun(useShallow(({ view }) => pictureOf(view).members[id] ?? null))
  const scenario = useScenario()
  const writer = scenario.actors.find(actor => actor.canFail)?.path ?? null
  const view = useRun(({ throttled }) => throttled)
  const why = useTranslations('why')
  const status = useTranslations('status')
  if (participant === undefined) return <p className="note">{t('unknown')}</p>
  return (
    <>
      <div className="inspector-head">
        <div className="inspector-title">
          <h2>
            {id}
            {face?.clustered && <MemberStatus status={face.status} hearsay={!face.running} />}
          </h2>
          <WhyButton
            fact={{ type: 'status', of: id }}
            about={
              participant.running
                ? why('status', { id, status: status(face?.status ?? 'Starting') })
                : why('ended', { id })
            }
          />
        </div>
        <p className="mono">{participant.address}</p>
        {!participant.running && participant.stoppedAt !== null && (
          <p>{t(`ended.${participant.stoppedBecause ?? 'killed'}`, { time: time(participant.stoppedAt) })}</p>
        )}
        {!participant.running && <HandledAtStop id={id} />}
      </div>
      <ActButtons of={id} acts={actsOn(view, id, writer)} />
      {participant.kind === 'database' && <LoadFacts id={id} />}
      {participant.kind === 'database' && <DatabaseFaults id={id} />}
      {face?.clustered && (
        <WatchButtons
          what={{ event: 'MemberUnreachable', where: { member: participant.address } }}
          words={{ en: `a node cannot reach ${id}`, ja: `あるノードが ${id} に到達できない` }}
          about={lamps('unreachable', { node: id })}
        />
      )}
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
            <dd>
              {participant.leader?.replace(/^.*@/, '') ?? t('none')}{' '}
              <WhyButton fact={{ type: 'leader', by: id }} about={why('leader', { id })} />
            </dd>
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
      <MessageList of={id} />
    </>
  )
}

/** The message that a node was handling when the watchdog ended it. */
function HandledAtStop({ id }: { readonly id: ParticipantId }) {
  const t = useDeferredTexts('inspector')
  const log = useRun(({ log }) => log)
  const named = useNames()(useRun(({ throttled }) => throttled))
  const stoppedAt = useRun(({ throttled }) => throttled.participants[id]?.stoppedAt ?? null)
  const during = useMemo(
    () => (stoppedAt === null ? undefined : endOf(log, id, stoppedAt)?.during),
    [log, id, stoppedAt],
  )
  if (during === undefined) return null
  return <p>{t('during', { actor: nameOfActor(named, during.actor, null), label: during.label })}</p>
}

function endOf(log: EventLog, id: ParticipantId, at: VirtualTime): TraceEventOf<'ParticipantStopped'> | null {
  for (let position = log.countUntil(at) - 1; ; position -= 1) {
    const event = log.at(position)
    if (event === undefined || event.at < at) return null
    if (event.type === 'ParticipantStopped' && event.participant === id) return event
  }
}

/** The status that this node believes each member to have, as text. */
function Beliefs({ id }: { readonly id: ParticipantId }) {
  const t = useDeferredTexts('inspector')
  const words = useTranslations('beliefs')
  const why = useTranslations('why')
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
              {opinion === 'unreachable' && (
                <WhyButton
                  fact={{ type: 'reachability', of: other, by: id }}
                  about={why('unreachable', { id: other })}
                />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Journals() {
  const t = useDeferredTexts('inspector')
  const format = useFormatter()
  const journals = useRun(({ throttled }) => throttled.journal)
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
