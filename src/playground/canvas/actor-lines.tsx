import { Mail, Pause } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import type { ScenarioCard } from '../../scenarios/card.ts'
import type { ActorView, ParticipantId, ParticipantView } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { select, useFocus } from '../store/selection.ts'
import { useActorTitle } from '../ui/use-names.ts'
import { useActorSummary } from './actor-summary.ts'
import type { Level } from './card-sizes.ts'
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

/** By its card also before the actor has reported its role, so that no line comes and goes. */
const isTool = ({ path, role }: ActorView, { actors }: ScenarioCard): boolean =>
  role?.type === 'singleton-manager' ||
  role?.type === 'singleton-proxy' ||
  actors.some(card => card.path === path && card.isTool)

/** Lines below the main actor on a full card. */
const maxLines = 2

/**
 * The main actor, large, with its state: the first one in the scenario's order. A full card lists the others
 * below it, where cluster tools are only counted.
 */
export function ActorLines({ id, level }: { readonly id: ParticipantId; readonly level: Level }) {
  const scenario = useScenario()
  const t = useTranslations('card')
  const actors = useRun(
    useShallow(({ view }) => {
      const participant = view.participants[id]
      if (participant === undefined) return []
      return visibleActors(
        participant,
        scenario.actors.map(actor => actor.path),
      ).map(actor => `${isTool(actor, scenario) ? 'tool' : 'own'} ${actor.path}`)
    }),
  )
  const [main, ...others] = actors.map(entry => entry.slice(entry.indexOf(' ') + 1))
  if (main === undefined) return null
  const tools = others.filter((_, index) => actors[index + 1]!.startsWith('tool '))
  const own = others.filter(path => !tools.includes(path))
  const isFolded = tools.length > 0 || own.length > maxLines
  const shown = own.slice(0, isFolded ? maxLines - 1 : maxLines)
  const folded = [
    ...(own.length > shown.length ? [t('more', { count: own.length - shown.length })] : []),
    ...(tools.length > 0 ? [t('tools', { count: tools.length })] : []),
  ]
  return (
    <ul className="actor-lines" data-level={level}>
      <ActorLine key={`main ${main}`} id={id} path={main} main />
      {level === 'full' && shown.map(path => <ActorLine key={path} id={id} path={path} />)}
      {level === 'full' && folded.length > 0 && (
        <li>
          <button
            type="button"
            className="actor-more nodrag"
            onClick={event => {
              event.stopPropagation()
              select({ type: 'participant', id })
            }}
          >
            {folded.join(' · ')}
          </button>
        </li>
      )}
    </ul>
  )
}

interface ActorLineProps {
  readonly id: ParticipantId
  readonly path: string
  readonly main?: boolean
}

function ActorLine({ id, path, main = false }: ActorLineProps) {
  const titleOf = useActorTitle()
  const t = useTranslations('card')
  const summaryOf = useActorSummary()
  const actor = useRun(
    ({ throttled, view }) => (throttled.participants[id] ?? view.participants[id])?.actors[path],
  )
  const restarts = useRun(({ view }) => view.participants[id]?.actors[path]?.restarts ?? 0)
  const isSingleton = useRun(({ view }) =>
    view.singletons.some(singleton => singleton.participant === id && singleton.path === path),
  )
  const highlighted = useFocus(focus => focus.highlighted.includes(`${id}${path}`))
  const waiting = actor?.waiting ?? 0
  const stashed = actor?.stashed ?? 0
  const state = actor === undefined ? '' : summaryOf(actor)
  return (
    <li>
      <button
        type="button"
        className="actor-line nodrag"
        data-main={main || undefined}
        data-singleton={isSingleton || undefined}
        data-highlighted={highlighted || undefined}
        title={state}
        onClick={event => {
          event.stopPropagation()
          select({ type: 'actor', participant: id, path })
        }}
      >
        <span key={restarts} className="actor-name" data-restarted={restarts > 0 || undefined}>
          {isSingleton && <span aria-hidden="true">◆ </span>}
          {titleOf(path) ?? actor?.name ?? path}
        </span>
        <span className="actor-counts">
          {stashed > 0 && (
            <span className="actor-count" title={t('stashed', { count: stashed })}>
              <span className="visually-hidden">{t('stashed', { count: stashed })}</span>
              <span className="actor-count-sign" aria-hidden="true">
                <Pause size={12} />
                {stashed}
              </span>
            </span>
          )}
          {waiting > 0 && (
            <span className="actor-count" title={t('waiting', { count: waiting })}>
              <span className="visually-hidden">{t('waiting', { count: waiting })}</span>
              <span className="actor-count-sign" aria-hidden="true">
                <Mail size={12} />
                {waiting}
              </span>
            </span>
          )}
        </span>
        {/* A new element for each text, because a right-aligned one would move. */}
        <span key={state} className="actor-state">
          {state}
        </span>
      </button>
    </li>
  )
}
