import type { Action, LoggedAction } from '../trace/action.ts'
import type { EventId, ParticipantId, TraceEventOf, VirtualTime } from '../trace/trace-event.ts'
import type { Conductor } from './conductor.ts'
import type { Seat } from './seat.ts'

/** Does what was logged; it was found possible before. */
export function performAction(conductor: Conductor, logged: LoggedAction): void | Promise<void> {
  const { action, at, index } = logged
  const event = conductor.events.emit(at, null, { type: 'ActionDone', index, action })
  switch (action.type) {
    case 'Start':
      return conductor.bootAll([seatToStart(conductor, action)], at, event)
    case 'Kill': {
      const seat = seatOf(conductor, action.participant)
      return stopSeat(conductor, seat, at, action.reason ?? 'killed', event, action.during)
    }
    case 'PowerFailure':
      return restartAll(conductor, at, event)
    case 'Leave':
      return seatOf(conductor, action.node).command({ ...logged, event })
    case 'Down': {
      const by =
        action.by === undefined ? conductor.roster.nodeOtherThan(action.node) : seatOf(conductor, action.by)
      return by?.command({ ...logged, event })
    }
    case 'Tell':
    case 'FailNext':
    case 'Supervise':
      return seatOf(conductor, action.participant).command({ ...logged, event, watched: conductor.watched })
  }
}

/** Ends an incarnation. How many were on their way is told of crashes only: who ends by itself waits for nobody. */
export function stopSeat(
  conductor: Conductor,
  seat: Seat,
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
  conductor.roster.changed()
}

function restartAll(conductor: Conductor, at: VirtualTime, event: EventId): void | Promise<void> {
  const running = conductor.roster.running
  for (const seat of running) stopSeat(conductor, seat, at, 'power-failure', event)
  return conductor.bootAll(running, at, event)
}

function seatToStart(conductor: Conductor, action: Extract<Action, { type: 'Start' }>): Seat {
  const known = conductor.roster.find(action.participant)
  if (known !== undefined) return known
  const planned = conductor.plan.newParticipant(action.participant, action.roles ?? [])
  if ('refused' in planned) throw new Error(planned.refused)
  return conductor.roster.add(planned)
}

function seatOf(conductor: Conductor, id: ParticipantId): Seat {
  const seat = conductor.roster.find(id)
  if (seat === undefined) throw new Error(`There is no participant [${id}].`)
  return seat
}
