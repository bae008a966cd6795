import { useFormatter, useTranslations } from 'use-intl'
import { nameOfPath, staleCopyOf } from '../../narration/index.ts'
import type { ActorView, ParticipantId, PathText } from '../../trace/index.ts'
import { useActorSummary } from '../canvas/actor-summary.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { WatchButtons } from '../lamps/watch-buttons.tsx'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { select } from '../store/selection.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useActorTitle, useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import { WhyButton } from '../why/why-button.tsx'
import { FailSection } from './failures/fail-section.tsx'
import { FailureHistory } from './failures/failure-history.tsx'
import { LastFailure } from './failures/last-failure.tsx'
import { formatJson } from './format-json.ts'
import { MailSection } from './mail-section.tsx'
import { SourceSection } from './source/source-section.tsx'
import { SupervisionSection } from './supervision/supervision-section.tsx'

interface ActorInspectorProps {
  readonly participant: ParticipantId
  readonly path: PathText
}

const noErrors: readonly string[] = []

/** An actor: its supervision, failures, mailbox, state and source code. */
export function ActorInspector({ participant, path }: ActorInspectorProps) {
  const t = useDeferredTexts('inspector')
  const lamps = useTranslations('lamps')
  const text = useText()
  const card = useScenario().actors.find(actor => actor.path === path)
  const why = useTranslations('why')
  const titleOf = useActorTitle()
  const summaryOf = useActorSummary()
  const view = useRun(({ throttled }) => throttled)
  const actor = view.participants[participant]?.actors[path]
  if (actor === undefined) return <p className="note">{t('unknown')}</p>
  const title = titleOf(path) ?? actor.name
  const summary = summaryOf(actor)
  const errors = card?.errors ?? noErrors
  const key = `${participant}${path}`
  const stale = staleCopyOf(view, actor)
  return (
    <>
      <div className="inspector-head">
        <div className="inspector-title">
          <h2>{title}</h2>
          <WhyButton fact={{ type: 'actor', participant, path }} about={why('actor', { actor: title })} />
        </div>
        <p className="actor-place">
          <span className="mono">{actor.path}</span>
          <button type="button" onClick={() => select({ type: 'participant', id: participant })}>
            {t('runsOn', { node: participant })}
          </button>
        </p>
        {card !== undefined && <p>{text(card.help)}</p>}
        {summary !== '' && <p className="actor-summary">{summary}</p>}
        {stale !== null && (
          <p>
            {t('behind', { applied: stale.applied, highest: stale.journal.highestSequenceNr })}{' '}
            <WhyButton fact={{ type: 'copy', participant, path }} about={why('behind', { actor: title })} />
          </p>
        )}
      </div>
      <SupervisionSection key={`supervision ${key}`} participant={participant} path={path} errors={errors} />
      <FailSection
        key={`failing ${key}`}
        participant={participant}
        path={path}
        title={title}
        errors={errors}
      />
      <WatchButtons
        what={{ event: 'ActorFailed', node: participant, where: { actor: path } }}
        words={{
          en: `${participant}${path} fails`,
          ja: `${participant}${path} が失敗する`,
        }}
        about={lamps('failureOf', { actor: title })}
      />
      {actor.lastFailure !== null && <LastFailure failure={actor.lastFailure} />}
      <MailSection actor={actor} />
      <Disclosure name="state" title={t('state')}>
        {actor.state === null ? (
          <p className="note">{t('noState')}</p>
        ) : (
          <pre className="data">{formatJson(actor.state)}</pre>
        )}
        {actor.stateCut && <p className="note">{t('cut')}</p>}
      </Disclosure>
      <Facts actor={actor} />
      {actor.failures.length > 0 && <FailureHistory failures={actor.failures} count={actor.failureCount} />}
      {card?.source !== undefined && <SourceSection file={card.source} lastHandled={actor.lastHandled} />}
    </>
  )
}

function Facts({ actor }: { readonly actor: ActorView }) {
  const t = useDeferredTexts('inspector')
  const time = useTimeFormat()
  const format = useFormatter()
  const summaryOf = useActorSummary()
  const names = useNames()
  const view = useRun(({ throttled }) => throttled)
  const { role } = actor
  return (
    <dl className="facts">
      <dt>{t('restarts')}</dt>
      <dd>{format.number(actor.restarts)}</dd>
      {role?.type === 'singleton-manager' && (
        <>
          <dt>{t('managerState')}</dt>
          <dd>
            {summaryOf(actor)} <span className="mono">({role.state})</span>
          </dd>
        </>
      )}
      {role?.type === 'singleton-proxy' && (
        <>
          <dt>{t('singletonAt')}</dt>
          <dd title={role.singleton ?? undefined}>
            {role.singleton === null ? t('none') : nameOfPath(names(view), role.singleton, null)}
          </dd>
          <dt>{t('buffered')}</dt>
          <dd>{t('waiting', { count: role.buffered })}</dd>
        </>
      )}
      {role?.type === 'persistent' && (
        <>
          <dt>{t('persistenceId')}</dt>
          <dd className="mono">{role.persistenceId}</dd>
          <dt>{t('sequenceNr')}</dt>
          <dd>{role.recovering ? t('recovering') : format.number(role.sequenceNr)}</dd>
        </>
      )}
      {actor.backingOffUntil !== null && (
        <>
          <dt>{t('backingOff')}</dt>
          <dd className="tabular">{time(actor.backingOffUntil)}</dd>
        </>
      )}
      {actor.stoppedAt !== null && (
        <>
          <dt>{t(actor.stoppedByFailure ? 'failedAt' : 'stopped')}</dt>
          <dd>{time(actor.stoppedAt)}</dd>
        </>
      )}
    </dl>
  )
}
