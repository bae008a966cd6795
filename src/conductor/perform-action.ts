import type { Action, LoggedAction } from '../trace/action.ts'
import type { EventId, ParticipantId, TraceEventOf, VirtualTime } from '../trace/trace-event.ts'
import type { Conductor } from './conductor.ts'
import type { ParticipantSlot } from './participant-slot.ts'

/** Does what was logged; it was found possible before. */
export function performAction(conductor: Conductor, logged: LoggedAction): void | Promise<void> {
  const { action, at, index } = logged
  const event = conductor.events.emit(at, null, { type: 'ActionDone', index, action })
  switch (action.type) {
    case 'Start':
      return conductor.bootAll([slotToStart(conductor, action)], at, event)
    case 'Kill': {
      const seat = slotOf(conductor, action.participant)
      return stopParticipant(conductor, seat, at, action.reason ?? 'killed', event, action.during)
    }
    case 'PowerFailure':
      return restartAll(conductor, at, event)
    case 'Leave':
      return slotOf(conductor, action.node).command({ ...logged, event })
    case 'Down': {
      const by =
        action.by === undefined
          ? conductor.participants.nodeOtherThan(action.node)
          : slotOf(conductor, action.by)
      return by?.command({ ...logged, event })
    }
    case 'Tell':
    case 'FailNext':
    case 'Supervise':
      return slotOf(conductor, action.participant).command({ ...logged, event, watched: conductor.watched })
  }
}

/** Ends an incarnation. How many were on their way is told of crashes only: who ends by itself waits for nobody. */
export function stopParticipant(
  conductor: Conductor,
  seat: ParticipantSlot,
  at: VirtualTime,
  reason: TraceEventOf<'ParticipantStopped'>['reason'],
  cause: EventId | null,
  during?: TraceEventOf<'ParticipantStopped'>['during'],
): void {
  const lostInFlight = cause === null ? 0 : seat.inFlight
  conductor.events.emit(at, cause, {
    type: 'ParticipantStopped',
    participant: seat.id,
    reason,
    lostInFlight,
    ...(during === undefined ? {} : { during }),
  })
  seat.stop()
  conductor.participants.changed()
}

function restartAll(conductor: Conductor, at: VirtualTime, event: EventId): void | Promise<void> {
  const running = conductor.participants.running
  for (const seat of running) stopParticipant(conductor, seat, at, 'power-failure', event)
  return conductor.bootAll(running, at, event)
}

function slotToStart(conductor: Conductor, action: Extract<Action, { type: 'Start' }>): ParticipantSlot {
  const known = conductor.participants.find(action.participant)
  if (known !== undefined) return known
  const planned = conductor.plan.newParticipant(action.participant, action.roles ?? [])
  if ('refused' in planned) throw new Error(planned.refused)
  return conductor.participants.add(planned)
}

function slotOf(conductor: Conductor, id: ParticipantId): ParticipantSlot {
  const seat = conductor.participants.find(id)
  if (seat === undefined) throw new Error(`There is no participant [${id}].`)
  return seat
}
