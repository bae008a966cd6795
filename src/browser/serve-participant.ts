import * as Comlink from 'comlink'
import type { Participant } from '../runtime/index.ts'
import { type WiredParticipant, wireParticipant } from './wired-participant.ts'
import type {
  AnswerMessage,
  BootOrder,
  GrantMessage,
  ParticipantControl,
  WorkerPorts,
} from './worker-protocol.ts'

type CreateParticipant = (order: BootOrder) => Participant | Promise<Participant>

/** The whole of a participant's worker: it hosts the one participant that it is told to make. */
export function serveParticipant(create: CreateParticipant): void {
  self.addEventListener('message', (event: MessageEvent<WorkerPorts>) => serve(event.data, create), {
    once: true,
  })
}

function serve(ports: WorkerPorts, create: CreateParticipant): void {
  let living: WiredParticipant | null = null
  let round = 0
  const post = (message: AnswerMessage): void => ports.work.postMessage(message)
  // The page hears of errors in a worker, but not of rejections.
  self.addEventListener('unhandledrejection', event => post({ crashed: String(event.reason) }))
  self.addEventListener('error', event => post({ crashed: event.message }))

  const control: ParticipantControl = {
    hello: () => 'hello',
    boot: async order => {
      living = await wireParticipant(order, await create(order), answer => post({ round, answer }))
    },
    meet: async peers => living?.channels.open(peers),
  }
  ports.work.onmessage = (event: MessageEvent<GrantMessage>) => {
    round = event.data.round
    living?.wire.grant(event.data.grant)
  }
  Comlink.expose(control, ports.control)
}
