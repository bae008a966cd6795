import * as Comlink from 'comlink'
import type { Stores } from '../runtime/index.ts'
import { type WiredParticipant, wireParticipant } from './wired-participant.ts'
import type {
  AnswerMessage,
  BootOrder,
  GrantMessage,
  ParticipantControl,
  WorkerPorts,
} from './worker-protocol.ts'

/** The whole of a participant's worker. Stores are opened where the participant is the database. */
export function serveParticipant(openStores: (order: BootOrder) => Promise<Stores | null>): void {
  self.addEventListener('message', (event: MessageEvent<WorkerPorts>) => serve(event.data, openStores), {
    once: true,
  })
}

function serve(ports: WorkerPorts, openStores: (order: BootOrder) => Promise<Stores | null>): void {
  let living: WiredParticipant | null = null
  let round = 0
  const post = (message: AnswerMessage): void => ports.work.postMessage(message)
  // The page hears of errors in a worker, but not of rejections.
  self.addEventListener('unhandledrejection', event => post({ crashed: String(event.reason) }))
  self.addEventListener('error', event => post({ crashed: event.message }))

  const control: ParticipantControl = {
    hello: () => 'hello',
    boot: async order => {
      const stores = await openStores(order)
      living = await wireParticipant(order, stores, answer => post({ round, answer }))
    },
    meet: async peers => living?.channels.open(peers),
  }
  ports.work.onmessage = (event: MessageEvent<GrantMessage>) => {
    round = event.data.round
    living?.wire.grant(event.data.grant)
  }
  Comlink.expose(control, ports.control)
}
