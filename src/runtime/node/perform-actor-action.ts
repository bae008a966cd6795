import type { Action } from '../../trace/action.ts'
import type { LocalActorSystem } from '../actor/index.ts'

/** Performs an action on one actor of a system. Returns false for an action of another kind. */
export function performActorAction(system: LocalActorSystem, action: Action, hasWatchdog: boolean): boolean {
  switch (action.type) {
    case 'Tell': {
      const { actor, message, times = 1 } = action
      const target = system.resolve(actor)
      for (let i = 0; i < times; i++) target.tell(message)
      return true
    }
    case 'FailNext': {
      const { type: _, participant: __, actor, ...fault } = action
      if (!system.failNext(actor, { ...fault, watched: hasWatchdog })) {
        system.deadLetter(action, actor, null, 'no actor has this path, so none can fail', null)
      }
      return true
    }
    case 'Supervise': {
      const { actor, supervision } = action
      if (!system.supervise(actor, supervision)) {
        system.deadLetter(action, actor, null, 'no actor has this path, so none can be supervised', null)
      }
      return true
    }
    case 'Block': {
      const { actor, forMs } = action
      if (actor === undefined) return false
      const { tracer } = system
      if (system.block(actor, forMs)) tracer?.emit({ type: 'Blocked', actor, until: system.now + forMs })
      else tracer?.emit({ type: 'ActionHadNoEffect', why: 'no actor has this path' })
      return true
    }
    default:
      return false
  }
}
