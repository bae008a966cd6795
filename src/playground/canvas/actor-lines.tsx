import { useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import type { ActorView, ParticipantId, ParticipantView } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { select, useFocus } from '../store/selection.ts'
import { useText } from '../ui/use-text.ts'
import { stateLine } from './state-line.ts'
import './actor-lines.css'

/** Actors under /user in the scenario's order: the running ones, or those that stopped with the participant. */
export function visibleActors(participant: ParticipantView, order: readonly string[]): readonly ActorView[] {
  const rank = (actor: ActorView) => {
    const place = order.indexOf(actor.path)
    return place < 0 ? order.length : place
  }
  return Object.values(participant.actors)
    .filter(actor => actor.path.startsWith('/user/'))
    .filter(actor =>
      participant.running ? actor.stoppedAt === null : actor.stoppedAt === participant.stoppedAt,
    )
    .sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
}

/** The actors of a participant, one line each. */
export function ActorLines({ id, maxLines }: { readonly id: ParticipantId; readonly maxLines: number }) {
  const scenario = useScenario()
  const t = useTranslations('card')
  const paths = useRun(
    useShallow(({ view }) => {
      const participant = view.participants[id]
      if (participant === undefined) return []
      return visibleActors(
        participant,
        scenario.actors.map(actor => actor.path),
      ).map(actor => actor.path)
    }),
  )
  // With space for one line, the first actor represents all of them.
  const shown = paths.length > maxLines ? paths.slice(0, Math.max(1, maxLines - 1)) : paths
  return (
    <ul className="actor-lines">
      {shown.map(path => (
        <ActorLine key={path} id={id} path={path} />
      ))}
      {paths.length > shown.length && maxLines > 1 && (
        <li>
          <button
            type="button"
            className="actor-more nodrag"
            onClick={event => {
              event.stopPropagation()
              select({ type: 'participant', id })
            }}
          >
            {t('more', { count: paths.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  )
}

function ActorLine({ id, path }: { readonly id: ParticipantId; readonly path: string }) {
  const scenario = useScenario()
  const text = useText()
  const t = useTranslations('card')
  const actor = useRun(
    ({ throttled, view }) => (throttled.participants[id] ?? view.participants[id])?.actors[path],
  )
  const restarts = useRun(({ view }) => view.participants[id]?.actors[path]?.restarts ?? 0)
  const isSingleton = useRun(({ view }) =>
    view.singletons.some(singleton => singleton.participant === id && singleton.path === path),
  )
  const highlighted = useFocus(focus => focus.highlighted.includes(`${id}${path}`))
  const card = scenario.actors.find(actor => actor.path === path)
  const waiting = actor?.waiting ?? 0
  const stashed = actor?.stashed ?? 0
  return (
    <li>
      <button
        type="button"
        className="actor-line nodrag"
        data-singleton={isSingleton || undefined}
        data-highlighted={highlighted || undefined}
        onClick={event => {
          event.stopPropagation()
          select({ type: 'actor', participant: id, path })
        }}
      >
        <span key={restarts} className="actor-name" data-restarted={restarts > 0 || undefined}>
          {card === undefined ? (actor?.name ?? path) : text(card.title)}
        </span>
        <span className="actor-state mono">{actor === undefined ? '' : summaryOf(actor, t)}</span>
        {stashed > 0 && (
          <span className="actor-count" title={t('stashed', { count: stashed })}>
            ⏸{stashed}
          </span>
        )}
        {waiting > 0 && (
          <span className="actor-count" title={t('waiting', { count: waiting })}>
            <span className="visually-hidden">{t('waiting', { count: waiting })}</span>
            <span aria-hidden="true">✉{waiting}</span>
          </span>
        )}
      </button>
    </li>
  )
}

/** The state in one line: that of the actor's role where it has one, because it says more than the raw state. */
export function summaryOf(actor: ActorView, t: ReturnType<typeof useTranslations<'card'>>): string {
  switch (actor.role?.type) {
    case 'singleton-manager':
      return actor.role.state
    case 'singleton-proxy':
      return actor.role.singleton === null
        ? t('buffering', { count: actor.role.buffered })
        : `→ ${/@([^:/]+)/.exec(actor.role.singleton)?.[1] ?? t('thisNode')}`
    case 'persistent':
      return actor.role.recovering
        ? t('recovering')
        : [t('eventCount', { count: actor.role.sequenceNr }), stateLine(actor.state)]
            .filter(Boolean)
            .join(' · ')
    default:
      return stateLine(actor.state)
  }
}
