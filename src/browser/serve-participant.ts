import * as Comlink from 'comlink'
import type { Participant } from '../runtime/index.ts'
import { type Crash, crashFrom } from '../trace/crash.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import { crashOfEvent } from './crash-of-event.ts'
import type { StoreOperation } from './store-operations.ts'
import { type WiredParticipant, wireParticipant } from './wired-participant.ts'
import type {
  AnswerMessage,
  BootRequest,
  GrantMessage,
  ParticipantControl,
  WorkerPorts,
} from './worker-protocol.ts'

/** A participant, and for a database the function that returns the changes of its stores since the last call. */
export interface ServedParticipant {
  readonly participant: Participant
  readonly takeOperations?: () => readonly StoreOperation[]
}

type Created = ServedParticipant | Refused
type CreateParticipant = (request: BootRequest) => Created | Promise<Created>

/** Runs a worker that hosts one participant, created on `boot`. New ports end it and make room for one of another run. */
export function serveParticipant(create: CreateParticipant): void {
  let served: Served | null = null
  self.addEventListener('message', (event: MessageEvent<WorkerPorts>) => {
    served?.close()
    served = serve(event.data, create)
  })
  reportCrashes(crash => served?.crash(crash))
}

/** Calls `start` with the ports of this worker, which arrive with its first message. */
export function whenConnected(start: (ports: WorkerPorts) => void): void {
  self.addEventListener('message', (event: MessageEvent<WorkerPorts>) => start(event.data), { once: true })
}

/** Hosts the participant of this worker and reports its crashes. */
export function hostParticipant(ports: WorkerPorts, create: CreateParticipant): void {
  reportCrashes(serve(ports, create).crash)
}

function reportCrashes(crash: (crash: Crash) => void): void {
  // Reported here, because the page gets errors of a worker but no unhandled rejections.
  self.addEventListener('unhandledrejection', rejection => crash(crashFrom(rejection.reason)))
  self.addEventListener('error', error => crash(crashOfEvent(error) ?? crashFrom(error.error)))
}

interface Served {
  /** Reports a crash outside the participant's rounds. */
  crash(crash: Crash): void
  /** Closes all ports and channels. */
  close(): void
}

/** Serves the ports of one participant. */
export function serve(ports: WorkerPorts, create: CreateParticipant): Served {
  let wired: WiredParticipant | null = null
  let round = 0
  let takeChanges: () => readonly StoreOperation[] = () => []
  const post = (message: AnswerMessage): void => ports.work.postMessage(message)
  const control: ParticipantControl = {
    hello: () => 'hello',
    boot: async request => {
      const created = await create(request)
      if (isRefused(created)) return created
      const { participant, takeOperations } = created
      takeChanges = takeOperations ?? takeChanges
      wired = await wireParticipant(request, participant, answer => {
        const stored = takeChanges()
        post(stored.length > 0 ? { round, answer, stored } : { round, answer })
      })
      return undefined
    },
    openChannels: async peers => wired?.channels.open(peers),
    relive: async rounds => {
      await wired?.wire.relive(rounds)
      // The replay has stored these changes.
      takeChanges()
    },
    takeOver: async waiting => wired?.wire.takeOver(waiting),
  }
  ports.work.onmessage = (event: MessageEvent<GrantMessage>) => {
    round = event.data.round
    wired?.wire.grant(event.data.grant)
  }
  Comlink.expose(control, ports.control)
  return {
    crash: crashed => post({ crashed }),
    close: () => {
      ports.work.close()
      ports.control.close()
      wired?.channels.close()
    },
  }
}
