import type { Conductor, RoundTape, TapedIncarnation } from '../conductor/index.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { WorkerHost } from './worker-host.ts'

/** Steps of a replay that workers may be behind, so that their queues stay small. */
const maxStepsBehind = 64

interface CatchingUp {
  readonly incarnation: number
  readonly host: Promise<WorkerHost>
  /** Settles when the worker has handled all rounds that it was given. */
  done: Promise<WorkerHost>
}

/**
 * Lets workers catch up with a replay in the conductor's thread: each relives the rounds of its own participant only, so all
 * of them together need about as long as the replay. At its end they replace the participants of the replay.
 */
export class CatchUp {
  readonly #conductor: Conductor
  readonly #tape: RoundTape
  readonly #create: (incarnation: TapedIncarnation) => Promise<WorkerHost>
  readonly #workers = new Map<ParticipantId, CatchingUp>()
  readonly #steps: Promise<unknown>[] = []

  constructor(
    conductor: Conductor,
    tape: RoundTape,
    create: (incarnation: TapedIncarnation) => Promise<WorkerHost>,
  ) {
    this.#conductor = conductor
    this.#tape = tape
    this.#create = create
  }

  /** Gives the workers the rounds since the last call. Waits only while they are far behind. */
  async step(): Promise<void> {
    const given: Promise<unknown>[] = []
    for (const taped of this.#tape.take()) {
      const { id } = taped.planned
      const slot = this.#conductor.participants.find(id)
      if (slot?.host == null) this.#drop(id)
      else given.push(this.#give(taped))
    }
    const step = Promise.all(given)
    // A rejection is reported when the step, or the end, is awaited.
    step.catch(() => undefined)
    this.#steps.push(step)
    if (this.#steps.length > maxStepsBehind) await this.#steps.shift()
  }

  /** Replaces the participants of the replay by the workers, which have caught up by then. */
  async finish(): Promise<void> {
    await this.step()
    await this.#conductor.replaceHosts(async (id, waiting) => {
      const host = await this.#workers.get(id)!.done
      await host.takeOver(waiting)
      return host
    })
  }

  #give(taped: TapedIncarnation): Promise<unknown> {
    const { planned, boot, rounds } = taped
    let worker = this.#workers.get(planned.id)
    if (worker === undefined || worker.incarnation !== boot.incarnation) {
      this.#drop(planned.id)
      const host = this.#create(taped)
      worker = { incarnation: boot.incarnation, host, done: host }
      this.#workers.set(planned.id, worker)
    }
    if (rounds.length > 0)
      worker.done = worker.done.then(async host => {
        await host.relive(rounds)
        return host
      })
    return worker.done
  }

  /** Terminates the worker of an incarnation that has ended in the replay. */
  #drop(id: ParticipantId): void {
    const worker = this.#workers.get(id)
    this.#workers.delete(id)
    if (worker === undefined) return
    worker.done.catch(() => undefined)
    worker.host.then(
      host => host.terminate(),
      () => undefined,
    )
  }
}
