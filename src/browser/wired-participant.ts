import { type WireAnswer, WireParticipant } from '../conductor/index.ts'
import type { Participant } from '../runtime/index.ts'
import { PairChannels } from './pair-channels.ts'
import type { BootRequest } from './worker-protocol.ts'

/** A participant with its wires, in whatever worker it lives. */
export interface WiredParticipant {
  readonly wire: WireParticipant
  readonly channels: PairChannels
}

/** Done when it can hear everybody who is there. */
export async function wireParticipant(
  order: BootRequest,
  participant: Participant,
  reply: (answer: WireAnswer) => void,
): Promise<WiredParticipant> {
  const { runId, who, boot } = order
  const channels = new PairChannels(runId, who.id, boot.incarnation, frame => wire.frame(frame))
  const wire = new WireParticipant(boot, participant, { post: frame => channels.post(frame), reply })
  await channels.open(order.peers)
  return { wire, channels }
}
