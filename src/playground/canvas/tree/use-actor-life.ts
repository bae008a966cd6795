import type { ParticipantId, PathText } from '../../../trace/index.ts'
import { useRun } from '../../store/run-store.ts'
import { useStage } from '../stage/use-stage.ts'
import { guardian, stoppedShownMs } from './actor-slots.ts'

/** `unknown`: a guardian without trace events. `hidden`: stopped longer ago than `stoppedShownMs`. */
export type ActorLife = 'unknown' | 'running' | 'backing-off' | 'stopped' | 'hidden'

/** The life of an actor as shown: that of the view, except that a stop stays visible while the stage shows it. */
export function useActorLife(id: ParticipantId, path: PathText): ActorLife {
  const life = useRun(({ view, throttledCursor }): ActorLife => {
    const participant = view.participants[id]
    const known = participant?.actors[path]
    if (participant === undefined || known === undefined) return path === guardian ? 'unknown' : 'hidden'
    if (known.stoppedAt === null) return known.backingOffUntil === null ? 'running' : 'backing-off'
    const now = participant.stoppedAt ?? Math.max(view.at, throttledCursor.at)
    return now - known.stoppedAt < stoppedShownMs ? 'stopped' : 'hidden'
  })
  const shownStopped = useStage(({ scene }) =>
    scene.some(item => item.type === 'stopped' && item.participant === id && item.actor === path),
  )
  return shownStopped ? 'stopped' : life
}
