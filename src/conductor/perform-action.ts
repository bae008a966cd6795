import type { Action, LinkAction, LoggedAction } from '../trace/action.ts'
import type { EventId, ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused, refuse } from '../trace/refused.ts'
import type { TraceEventBody, TraceEventOf } from '../trace/trace-event.ts'
import type { RunPlan } from './host.ts'
import type { Network } from './network.ts'
import type { ParticipantSlot } from './participant-slot.ts'
import type { Participants } from './participants.ts'
import { type ConductorEvents, isOfConductor } from './trace-order.ts'

/** The parts of a running conductor that an action changes. */
export interface ActionTarget {
  readonly plan: RunPlan
  readonly participants: Participants
  readonly events: ConductorEvents
  readonly network: Network
  /** True while a watchdog ends participants that never finish a round. */
  readonly watched: boolean
  /** Boots one new incarnation per slot, starting at instant `at`; `cause` is the event that started them. */
  bootAll(slots: readonly ParticipantSlot[], at: VirtualTime, cause: EventId | null): void | Promise<void>
}

/** Performs a logged action, which {@link refuseAction} has accepted. */
export function performAction(run: ActionTarget, logged: LoggedAction): void | Promise<void> {
  const { action, at, index } = logged
  const event = run.events.emit(at, null, { type: 'ActionDone', index, action })
  switch (action.type) {
    case 'Start':
      return run.bootAll([slotToStart(run, action)], at, event)
    case 'Kill': {
      const slot = slotOf(run, action.participant)
      return stopParticipant(run, slot, at, action.reason ?? 'killed', event, action.during)
    }
    case 'PowerFailure':
      return restartAll(run, at, event)
    case 'Reseed':
      run.participants.seed = action.seed
      for (const slot of run.participants.running) slot.command({ ...logged, event })
      return
    case 'Leave':
    case 'PrepareForShutdown':
      return slotOf(run, action.node).command({ ...logged, event })
    case 'Down': {
      const by =
        action.by === undefined ? run.participants.nodeOtherThan(action.node) : slotOf(run, action.by)
      return by?.command({ ...logged, event })
    }
    case 'Cut':
    case 'Heal':
    case 'Partition':
    case 'SetLinks':
    case 'HoldArrivals':
      return changeNetwork(run, action, logged, event)
    case 'Freeze':
      return freeze(run, action, at, event)
    case 'BreakDatabase':
    case 'RepairDatabase': {
      const slot = slotOf(run, action.participant)
      slot.changeDisk(action)
      return slot.command({ ...logged, event })
    }
    case 'Thaw':
      return thaw(run, slotOf(run, action.participant), at, event)
    default:
      return slotOf(run, action.participant).command({ ...logged, event, hasWatchdog: run.watched })
  }
}

/**
 * Stops an incarnation. Lost envelopes are counted only for crashes, which an action causes, and not for participants that end
 * by themselves.
 */
export function stopParticipant(
  run: ActionTarget,
  slot: ParticipantSlot,
  at: VirtualTime,
  reason: TraceEventOf<'ParticipantStopped'>['reason'],
  cause: EventId | null,
  during?: TraceEventOf<'ParticipantStopped'>['during'],
): void {
  const lostInFlight = isOfConductor(cause) ? slot.inFlight : 0
  run.events.emit(at, cause, {
    type: 'ParticipantStopped',
    participant: slot.id,
    reason,
    lostInFlight,
    ...(during === undefined ? {} : { during }),
  })
  slot.stop()
  run.participants.changed()
}

/** Sends each running participant its new conditions. Those that start later get them when they boot. */
function changeNetwork(run: ActionTarget, action: LinkAction, logged: LoggedAction, event: EventId): void {
  const { slots } = run.participants
  const all = slots.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1))
  const emit = (body: TraceEventBody) => run.events.emit(logged.at, event, body)
  const changed = run.network.perform(action, all, emit)
  if (changed.size === 0) emit({ type: 'ActionHadNoEffect', why: 'the links are as the action wants them' })
  for (const slot of slots) {
    if (slot.host === null || !changed.has(slot.id)) continue
    slot.command({ ...logged, event, network: run.network.conditionsOf(slot.id) })
  }
}

function freeze(
  run: ActionTarget,
  { participant, forMs }: Extract<Action, { type: 'Freeze' }>,
  at: VirtualTime,
  event: EventId,
): void {
  const until = forMs === undefined ? null : at + forMs
  slotOf(run, participant).frozen = { until }
  run.events.emit(at, event, {
    type: 'ParticipantFrozen',
    participant,
    ...(until === null ? null : { until }),
  })
}

/** Ends a freeze: by an action, or with its duration. */
export function thaw(run: ActionTarget, slot: ParticipantSlot, at: VirtualTime, cause: EventId | null): void {
  slot.frozen = null
  const rule = cause === null ? { rule: 'end of a freeze' } : null
  run.events.emit(at, cause, { type: 'ParticipantThawed', participant: slot.id }, rule)
}

function restartAll(run: ActionTarget, at: VirtualTime, event: EventId): void | Promise<void> {
  const running = run.participants.running
  for (const slot of running) stopParticipant(run, slot, at, 'power-failure', event)
  return run.bootAll(running, at, event)
}

function slotToStart(run: ActionTarget, action: Extract<Action, { type: 'Start' }>): ParticipantSlot {
  const known = run.participants.find(action.participant)
  if (known !== undefined) return known
  const planned = run.plan.newParticipant(action.participant, action.roles ?? [])
  if (isRefused(planned)) throw new RefusalError(planned)
  return run.participants.add(planned)
}

function slotOf(run: ActionTarget, id: ParticipantId): ParticipantSlot {
  const slot = run.participants.find(id)
  if (slot === undefined) throw new RefusalError(refuse('unknown-participant', { participant: id }))
  return slot
}
