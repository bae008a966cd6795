import type { ParticipantId, PathText } from '../../../trace/index.ts'
import { useRun } from '../../store/run-store.ts'
import { actorKey } from '../stage/stage.ts'
import { useStage } from '../stage/use-stage.ts'
import { guardian, struckMs } from './actor-slots.ts'

/** `unknown`: nothing is told of the guardian. `waits`: for its restart. `gone`: it stopped a while ago. */
export type Life = 'unknown' | 'lives' | 'waits' | 'stopped' | 'gone'

/** How an actor is to be seen: as the view has it, but an end not before the story on the stage has come to it. */
export function useLife(id: ParticipantId, path: PathText): Life {
  const life = useRun(({ view, throttledClock: calmClock }): Life => {
    const participant = view.participants[id]
    const known = participant?.actors[path]
    if (participant === undefined || known === undefined) return path === guardian ? 'unknown' : 'gone'
    if (known.stoppedAt === null) return known.backingOffUntil === null ? 'lives' : 'waits'
    const now = participant.stoppedAt ?? Math.max(view.at, calmClock.now)
    return now - known.stoppedAt < struckMs ? 'stopped' : 'gone'
  })
  const key = actorKey(id, path)
  const veiled = useStage(({ scene }) => scene.deferred.has(key))
  const struck = useStage(({ scene }) =>
    scene.items.some(item => item.type === 'struck' && item.participant === id && item.actor === path),
  )
  return veiled && life !== 'unknown' ? 'lives' : struck ? 'stopped' : life
}
