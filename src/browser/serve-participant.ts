import * as Comlink from 'comlink'
import type { Participant } from '../runtime/index.ts'
import { type Crash, crashFrom } from '../trace/crash.ts'
import { crashOfEvent } from './crash-of-event.ts'
import { type WiredParticipant, wireParticipant } from './wired-participant.ts'
import type {
  AnswerMessage,
  BootRequest,
  GrantMessage,
  ParticipantControl,
  WorkerPorts,
} from './worker-protocol.ts'

type CreateParticipant = (request: BootRequest) => Participant | Promise<Participant>

/** Runs a worker that hosts one participant, created on `boot`. */
export function serveParticipant(create: CreateParticipant): void {
  const start = (event: MessageEvent<WorkerPorts>): void => {
    const crash = serve(event.data, create)
    // Reported here, because the page gets errors of a worker but no unhandled rejections.
    self.addEventListener('unhandledrejection', rejection => crash(crashFrom(rejection.reason)))
    self.addEventListener('error', error => crash(crashOfEvent(error) ?? crashFrom(error.error)))
  }
  self.addEventListener('message', start, { once: true })
}

/** Serves the ports of one participant. Returns a function that reports a crash outside its rounds. */
export function serve(ports: WorkerPorts, create: CreateParticipant): (crash: Crash) => void {
  let wired: WiredParticipant | null = null
  let round = 0
  const post = (message: AnswerMessage): void => ports.work.postMessage(message)
  const control: ParticipantControl = {
    hello: () => 'hello',
    boot: async request => {
      wired = await wireParticipant(request, await create(request), answer => post({ round, answer }))
    },
    openChannels: async peers => wired?.channels.open(peers),
  }
  ports.work.onmessage = (event: MessageEvent<GrantMessage>) => {
    round = event.data.round
    wired?.wire.grant(event.data.grant)
  }
  Comlink.expose(control, ports.control)
  return crashed => post({ crashed })
}
