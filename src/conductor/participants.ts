import type { ParticipantId } from '../trace/identifiers.ts'
import type { PlannedParticipant } from './host.ts'
import { ParticipantSlot } from './participant-slot.ts'

/** All participants of a run, stopped ones included. */
export class Participants {
  /** In the order in which they were added. */
  readonly slots: ParticipantSlot[] = []
  readonly #byId = new Map<ParticipantId, ParticipantSlot>()
  #peers: { readonly [id: ParticipantId]: number } | null = null
  #version = 0

  find(id: ParticipantId): ParticipantSlot | undefined {
    return this.#byId.get(id)
  }

  add(planned: PlannedParticipant): ParticipantSlot {
    const slot = new ParticipantSlot(planned)
    this.slots.push(slot)
    this.#byId.set(planned.id, slot)
    return slot
  }

  get running(): readonly ParticipantSlot[] {
    return this.slots.filter(slot => slot.host !== null)
  }

  /** The running node with the lowest id that is not frozen, except `id`. */
  nodeOtherThan(id: ParticipantId): ParticipantSlot | undefined {
    let lowest: ParticipantSlot | undefined
    for (const slot of this.slots) {
      if (slot.host === null || slot.frozen !== null || slot.planned.kind !== 'node' || slot.id === id)
        continue
      if (lowest === undefined || slot.id < lowest.id) lowest = slot
    }
    return lowest
  }

  /** Call after a participant started or stopped. */
  changed(): void {
    this.#peers = null
    this.#version += 1
  }

  /** Changes whenever {@link peers} changes. */
  get version(): number {
    return this.#version
  }

  /** Running participants and their incarnations. */
  get peers(): { readonly [id: ParticipantId]: number } {
    if (this.#peers === null) {
      const peers: { [id: ParticipantId]: number } = {}
      for (const slot of this.slots) if (slot.host !== null) peers[slot.id] = slot.incarnation
      this.#peers = peers
    }
    return this.#peers
  }
}
