import type { ParticipantId, PathText } from '../../../trace/index.ts'
import { useRun } from '../../store/run-store.ts'
import { actorKey } from '../stage/stage.ts'
import { useStage } from '../stage/use-stage.ts'
import { guardian, stoppedShownMs } from './actor-slots.ts'

/** `unknown`: a guardian without trace events. `waits`: backing off before a restart. `gone`: stopped longer ago. */
export type ActorLife = 'unknown' | 'lives' | 'waits' | 'stopped' | 'gone'

/** The life of an actor as shown: that of the view, except that a stop appears only after the stage has shown it. */
export function useActorLife(id: ParticipantId, path: PathText): ActorLife {
  const life = useRun(({ view, throttledClock }): ActorLife => {
    const participant = view.participants[id]
    const known = participant?.actors[path]
    if (participant === undefined || known === undefined) return path === guardian ? 'unknown' : 'gone'
    if (known.stoppedAt === null) return known.backingOffUntil === null ? 'lives' : 'waits'
    const now = participant.stoppedAt ?? Math.max(view.at, throttledClock.now)
    return now - known.stoppedAt < stoppedShownMs ? 'stopped' : 'gone'
  })
  const key = actorKey(id, path)
  const deferred = useStage(({ scene }) => scene.deferred.has(key))
  const shownStopped = useStage(({ scene }) =>
    scene.items.some(item => item.type === 'stopped' && item.participant === id && item.actor === path),
  )
  return deferred && life !== 'unknown' ? 'lives' : shownStopped ? 'stopped' : life
}
