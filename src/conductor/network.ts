import { type LinkConditions, type NetworkConditions, usualConditions } from '../runtime/participant.ts'
import type { ArrivalHold, Link, LinkAction } from '../trace/action.ts'
import type { EventId, ParticipantId } from '../trace/identifiers.ts'
import type { TraceEventBody } from '../trace/trace-event.ts'

interface Direction {
  readonly from: ParticipantId
  readonly to: ParticipantId
}

type Emit = (body: TraceEventBody) => EventId

/** The links between all participants, as the actions on links have changed them. They outlive incarnations. */
export class Network {
  /** The `LinkCut` event of each cut direction: by receiver, then sender. */
  readonly #cuts = new Map<ParticipantId, Map<ParticipantId, EventId>>()
  /** Changed directions: by sender, then receiver. */
  readonly #changed = new Map<ParticipantId, Map<ParticipantId, LinkConditions>>()
  #hold: ArrivalHold = 'nothing'

  /** The smallest latency of a changed link in virtual ms, infinite when there is none. */
  get smallestLatencyMs(): number {
    let smallest = Number.POSITIVE_INFINITY
    for (const links of this.#changed.values()) {
      for (const { latency } of links.values())
        if (latency !== null) smallest = Math.min(smallest, latency.minMs)
    }
    return smallest
  }

  isCut({ from, to }: Direction): boolean {
    return this.#cuts.get(to)?.has(from) ?? false
  }

  conditionsOf(id: ParticipantId): NetworkConditions {
    const cuts = this.#cuts.get(id)
    const changed = this.#changed.get(id)
    if (cuts === undefined && changed === undefined && this.#hold === 'nothing') return usualConditions
    return {
      cutFrom: Object.fromEntries(cuts ?? []),
      hold: this.#hold,
      to: Object.fromEntries(changed ?? []),
    }
  }

  /** Emits an event for each direction that the action changes, and returns the participants whose conditions changed. */
  perform(
    action: LinkAction,
    participants: readonly ParticipantId[],
    emit: Emit,
  ): ReadonlySet<ParticipantId> {
    switch (action.type) {
      case 'Cut':
        return this.#cut(directionsOf(action.links), emit)
      case 'Partition':
        return this.#cut(directionsBetween(action.sides), emit)
      case 'Heal':
        return this.#heal(action.links === undefined ? this.#allCuts() : directionsOf(action.links), emit)
      case 'SetLinks':
        return this.#change(
          action.links === undefined ? allDirections(participants) : directionsOf(action.links),
          action,
          emit,
        )
      case 'HoldArrivals':
        if (this.#hold === action.hold) return new Set()
        this.#hold = action.hold
        emit({ type: 'ArrivalHoldSet', hold: action.hold })
        return new Set(participants)
    }
  }

  #cut(directions: readonly Direction[], emit: Emit): ReadonlySet<ParticipantId> {
    const receivers = new Set<ParticipantId>()
    for (const { from, to } of directions) {
      if (this.isCut({ from, to })) continue
      entry(this.#cuts, to).set(from, emit({ type: 'LinkCut', from, to }))
      receivers.add(to)
    }
    return receivers
  }

  #heal(directions: readonly Direction[], emit: Emit): ReadonlySet<ParticipantId> {
    const receivers = new Set<ParticipantId>()
    for (const { from, to } of directions) {
      const cuts = this.#cuts.get(to)
      if (!cuts?.delete(from)) continue
      if (cuts.size === 0) this.#cuts.delete(to)
      emit({ type: 'LinkHealed', from, to })
      receivers.add(to)
    }
    return receivers
  }

  #change(
    directions: readonly Direction[],
    action: Extract<LinkAction, { type: 'SetLinks' }>,
    emit: Emit,
  ): ReadonlySet<ParticipantId> {
    const senders = new Set<ParticipantId>()
    for (const { from, to } of directions) {
      const before = this.#changed.get(from)?.get(to)
      const latency = action.latency === undefined ? (before?.latency ?? null) : action.latency
      const lossPercent = action.lossPercent ?? before?.lossPercent ?? 0
      if (sameLatency(latency, before?.latency ?? null) && lossPercent === (before?.lossPercent ?? 0))
        continue
      const event = emit({ type: 'LinkChanged', from, to, latency, lossPercent })
      entry(this.#changed, from).set(to, { latency, lossPercent, event })
      senders.add(from)
    }
    return senders
  }

  #allCuts(): readonly Direction[] {
    const cuts = [...this.#cuts].flatMap(([to, froms]) => [...froms.keys()].map(from => ({ from, to })))
    return cuts.sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to))
  }
}

const entry = <V>(
  map: Map<ParticipantId, Map<ParticipantId, V>>,
  key: ParticipantId,
): Map<ParticipantId, V> => {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = new Map<ParticipantId, V>()
  map.set(key, made)
  return made
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const sameLatency = (a: LinkConditions['latency'], b: LinkConditions['latency']): boolean =>
  a?.minMs === b?.minMs && a?.maxMs === b?.maxMs

const directionsOf = (links: readonly Link[]): readonly Direction[] =>
  links.flatMap(({ from, to, oneWay }) =>
    oneWay
      ? [{ from, to }]
      : [
          { from, to },
          { from: to, to: from },
        ],
  )

/** Both directions of every link between two sides. */
const directionsBetween = (sides: readonly (readonly ParticipantId[])[]): readonly Direction[] =>
  sides.flatMap((side, i) =>
    side.flatMap(from => sides.flatMap((other, j) => (i === j ? [] : other.map(to => ({ from, to }))))),
  )

const allDirections = (participants: readonly ParticipantId[]): readonly Direction[] =>
  participants.flatMap(from => participants.flatMap(to => (from === to ? [] : [{ from, to }])))
