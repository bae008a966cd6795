import type { MessageBuffer } from '../message-buffer.ts'
import type { Outgoing } from './client-messages.ts'
import type { ContactPoints } from './contact-points.ts'

/** State that survives a restart of the client, because users pass it only once. */
export interface ClientRestartState {
  readonly buffer: MessageBuffer<Outgoing>
  readonly contactPoints: ContactPoints
}
