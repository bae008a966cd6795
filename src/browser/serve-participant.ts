import * as Comlink from 'comlink'
import type { Participant } from '../runtime/index.ts'
import { type WiredParticipant, wireParticipant } from './wired-participant.ts'
import type {
  AnswerMessage,
  BootRequest,
  GrantMessage,
  ParticipantControl,
  WorkerPorts,
} from './worker-protocol.ts'

type CreateParticipant = (order: BootRequest) => Participant | Promise<Participant>

/** The whole of a participant's worker: it hosts the one participant that it is told to make. */
export function serveParticipant(create: CreateParticipant): void {
  const begin = (event: MessageEvent<WorkerPorts>): void => {
    const crash = serve(event.data, create)
    // The page hears of errors in a worker, but not of rejections.
    self.addEventListener('unhandledrejection', rejection => crash(String(rejection.reason)))
    self.addEventListener('error', error => crash(error.message))
  }
  self.addEventListener('message', begin, { once: true })
}

/** Attends to the ports of one participant. Gives the way to say that something went wrong beside its rounds. */
export function serve(ports: WorkerPorts, create: CreateParticipant): (why: string) => void {
  let living: WiredParticipant | null = null
  let round = 0
  const post = (message: AnswerMessage): void => ports.work.postMessage(message)
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
  return why => post({ crashed: why })
}
