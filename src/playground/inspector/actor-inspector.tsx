import { useFormatter, useTranslations } from 'use-intl'
import type { ParticipantId, PathText } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { select } from '../store/selection.ts'
import { useText } from '../ui/use-text.ts'
import { ActButtons } from './act-buttons.tsx'
import { failActor } from './possible-acts.ts'
import { pretty } from './pretty.ts'

export function ActorInspector({
  participant,
  path,
}: {
  readonly participant: ParticipantId
  readonly path: PathText
}) {
  const t = useTranslations('inspector')
  const text = useText()
  const time = useTimeFormat()
  const format = useFormatter()
  const card = useScenario().actors.find(one => one.path === path)
  const view = useRun(({ calm }) => calm)
  const actor = view.participants[participant]?.actors[path]
  if (actor === undefined) return <p className="note">{t('unknown')}</p>
  return (
    <>
      <div className="inspector-head">
        <h2>{card === undefined ? actor.name : text(card.title)}</h2>
        <p className="mono">{actor.path}</p>
        {card !== undefined && <p>{text(card.help)}</p>}
        <button
          type="button"
          className="back"
          onClick={() => select({ type: 'participant', id: participant })}
        >
          {t('livesOn', { node: participant })}
        </button>
      </div>
      {card?.canFail && <ActButtons of={actor.name} acts={[failActor(view, participant, path)]} />}
      <dl className="facts">
        <dt>{t('mailbox')}</dt>
        <dd>{t('waiting', { count: actor.waiting })}</dd>
        <dt>{t('stash')}</dt>
        <dd>{t('waiting', { count: actor.stashed })}</dd>
        <dt>{t('restarts')}</dt>
        <dd>{format.number(actor.restarts)}</dd>
        {actor.lastFailure !== null && (
          <>
            <dt>{t('lastFailure')}</dt>
            <dd>
              {t('failure', {
                name: actor.lastFailure.name,
                time: time(actor.lastFailure.at),
                decision: actor.lastFailure.decision,
              })}
              {actor.lastFailure.message !== undefined && <> — {actor.lastFailure.message}</>}
            </dd>
          </>
        )}
        {actor.role?.type === 'singleton-manager' && (
          <>
            <dt>{t('managerState')}</dt>
            <dd className="mono">{actor.role.state}</dd>
          </>
        )}
        {actor.role?.type === 'singleton-proxy' && (
          <>
            <dt>{t('singletonAt')}</dt>
            <dd className="mono">{actor.role.singleton ?? t('none')}</dd>
            <dt>{t('buffered')}</dt>
            <dd>{t('waiting', { count: actor.role.buffered })}</dd>
          </>
        )}
        {actor.role?.type === 'persistent' && (
          <>
            <dt>{t('persistenceId')}</dt>
            <dd className="mono">{actor.role.persistenceId}</dd>
            <dt>{t('sequenceNr')}</dt>
            <dd>{actor.role.recovering ? t('recovering') : format.number(actor.role.sequenceNr)}</dd>
          </>
        )}
        {actor.stoppedAt !== null && (
          <>
            <dt>{t('stopped')}</dt>
            <dd>{time(actor.stoppedAt)}</dd>
          </>
        )}
      </dl>
      <section>
        <h3>{t('state')}</h3>
        {actor.state === null ? (
          <p className="note">{t('noState')}</p>
        ) : (
          <pre className="data">{pretty(actor.state)}</pre>
        )}
        {actor.stateCut && <p className="note">{t('cut')}</p>}
      </section>
    </>
  )
}
