/**
 * Messages between participants: refs as paths, the codec, links with latency, envelopes. The sender computes
 * the time of arrival; the receiver's actor system delivers the message at that time.
 */

export type { OutboundMessage } from '../actor/index.ts'
export { decode, encode, encodedToolkitMessage, NotPlain } from './codec.ts'
export { actTooLate, IncomingMail } from './incoming-mail.ts'
export {
  type Latency,
  type LinkSettings,
  Links,
  smallestLatencyMs,
  validateLinks as checkLinks,
} from './links.ts'
export { Outbox, type OutboxOptions } from './outbox.ts'
export { ParticipantTracer } from './participant-tracer.ts'
