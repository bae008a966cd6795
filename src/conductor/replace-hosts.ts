import type { Envelope } from '../runtime/participant.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { Host } from './host.ts'
import type { ParticipantSlot } from './participant-slot.ts'

/** Returns a host in the state of the replaced one, which has `waiting` envelopes. */
export type CreateReplacement = (participant: ParticipantId, waiting: readonly Envelope[]) => Promise<Host>

/** Gives participants new hosts, all or none: a branch replayed in one thread continues over workers. */
export async function replaceHosts(
  running: readonly ParticipantSlot[],
  create: CreateReplacement,
): Promise<void> {
  const hosts = await Promise.all(running.map(slot => create(slot.id, slot.host?.waiting ?? [])))
  for (const [i, slot] of running.entries()) slot.moveTo(hosts[i]!)
}
