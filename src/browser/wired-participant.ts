import { type WireAnswer, WireParticipant } from '../conductor/index.ts'
import type { Participant } from '../runtime/index.ts'
import { PairChannels } from './pair-channels.ts'
import type { BootRequest } from './worker-protocol.ts'

/** A participant connected to its peers' channels. */
export interface WiredParticipant {
  readonly wire: WireParticipant
  readonly channels: PairChannels
}

/** Connects a participant. Resolves when the channels to all `request.peers` are open. */
export async function wireParticipant(
  request: BootRequest,
  participant: Participant,
  reply: (answer: WireAnswer) => void,
): Promise<WiredParticipant> {
  const { runId, participant: planned, boot } = request
  const channels = new PairChannels(runId, planned.id, boot.incarnation, frame => wire.frame(frame))
  const wire = new WireParticipant(boot, participant, { post: frame => channels.post(frame), reply })
  await channels.open(request.peers)
  return { wire, channels }
}
