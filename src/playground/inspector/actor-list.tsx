import { Mail } from 'lucide-react'
import type { ParticipantId } from '../../trace/index.ts'
import { useActorSummary } from '../canvas/actor-summary.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { select } from '../store/selection.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useActorTitle } from '../ui/use-names.ts'
import { type TreeLine, treeLines } from './actor-tree.ts'
import './actor-list.css'

/** The actors of a participant as a tree; those below `/system` in a disclosure. */
export function ActorList({ id }: { readonly id: ParticipantId }) {
  const t = useDeferredTexts('inspector')
  const scenario = useScenario()
  const participant = useRun(({ throttled }) => throttled.participants[id])
  if (participant === undefined) return null
  const order = scenario.actors.map(actor => actor.path)
  const user = treeLines(participant, '/user', order)
  const system = treeLines(participant, '/system', order)
  return (
    <>
      {user.length > 0 && (
        <section>
          <h3>{t('actors')}</h3>
          <Tree id={id} lines={user} />
        </section>
      )}
      {system.length > 0 && (
        <Disclosure name="system" title={t('systemActors')} note={String(system.length)} quiet>
          <Tree id={id} lines={system} />
        </Disclosure>
      )}
    </>
  )
}

function Tree({ id, lines }: { readonly id: ParticipantId; readonly lines: readonly TreeLine[] }) {
  const t = useDeferredTexts('inspector')
  const titleOf = useActorTitle()
  const summaryOf = useActorSummary()
  return (
    <ul className="event-links actor-list">
      {lines.map(({ actor, depth }) => {
        return (
          <li key={actor.path} style={{ paddingLeft: depth * 14 }}>
            <button
              type="button"
              className="event-link actor-link"
              data-failed={actor.stoppedByFailure || undefined}
              title={actor.path}
              onClick={() => select({ type: 'actor', participant: id, path: actor.path })}
            >
              <span className="actor-link-name">{titleOf(actor.path) ?? actor.name}</span>
              <span className="who">
                {actor.stoppedByFailure
                  ? t('endedByFailure', { error: actor.lastFailure?.name ?? '' })
                  : summaryOf(actor)}
              </span>
              {actor.waiting > 0 && (
                <span className="actor-waiting">
                  <Mail size={12} aria-hidden="true" /> {actor.waiting}
                </span>
              )}
              {actor.restarts > 0 && (
                <span className="actor-waiting" title={t('restarts')}>
                  ↻ {actor.restarts}
                </span>
              )}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
