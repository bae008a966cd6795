import {
  type ActorRef,
  type ActorSystem,
  type Behavior,
  Behaviors,
  caught,
  type EndReason,
  type Extension,
  reasonOf,
  toolkitProtocol,
} from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'

/** Pekko: phases run in this order, each after the one before has completed or timed out (CS-1). */
export const shutdownPhases = [
  'before-service-unbind',
  'service-unbind',
  'service-requests-done',
  'service-stop',
  'before-cluster-shutdown',
  'cluster-sharding-shutdown-region',
  'cluster-leave',
  'cluster-exiting',
  'cluster-exiting-done',
  'cluster-shutdown',
  'before-actor-system-terminate',
  'actor-system-terminate',
] as const

export type ShutdownPhase = (typeof shutdownPhases)[number]

export type ShutdownReason =
  | 'cluster-leaving'
  | 'cluster-downing'
  | 'cluster-join-unsuccessful'
  | 'user-initiated'

const endReasons: { readonly [reason in ShutdownReason]: EndReason } = {
  'cluster-leaving': 'left',
  'cluster-downing': 'downed',
  'cluster-join-unsuccessful': 'failed',
  'user-initiated': 'left',
}

const defaultTimeoutMs = 5000
const longTimeoutMs = 10000
const longPhases: readonly ShutdownPhase[] = [
  'cluster-sharding-shutdown-region',
  'cluster-exiting',
  'actor-system-terminate',
]

interface Task {
  readonly name: string
  /** Calls `done` when the task is complete, at once or in a later turn. */
  readonly run: (done: () => void) => void
}

const shutdownProtocol = toolkitProtocol('system')

type ShutdownMessage =
  | { readonly type: 'BeginPhase'; readonly phase: ShutdownPhase }
  | { readonly type: 'TaskDone'; readonly phase: ShutdownPhase; readonly name: string }
  | { readonly type: 'PhaseTimedOut'; readonly phase: ShutdownPhase }

/**
 * Shuts a node down in phases. Pekko: the tasks of a phase run in parallel, each phase has a time-out of 5 or
 * 10 s, and the shutdown runs once (CS-2).
 * @example
 * CoordinatedShutdown.get(system).addTask('service-stop', 'close-files', done => done())
 */
export class CoordinatedShutdown {
  static get(system: ActorSystem): CoordinatedShutdown {
    return system.extension(coordinatedShutdownExtension)
  }

  readonly #system: ActorSystem
  readonly #tasks = new Map<ShutdownPhase, Task[]>()
  readonly #actor: ActorRef<ShutdownMessage>
  #reason: ShutdownReason | null = null

  constructor(system: ActorSystem) {
    this.#system = system
    this.#actor = system.systemActorOf(this.#behavior(), 'coordinatedShutdown')
  }

  /** The reason of the running shutdown; `null` before it starts. */
  get reason(): ShutdownReason | null {
    return this.#reason
  }

  /**
   * Adds a task to a phase. A task that does not call `done` within the phase's time-out is logged and left
   * behind; a task that throws is logged and counts as done. Has no effect once the phase has started.
   */
  addTask(phase: ShutdownPhase, name: string, run: (done: () => void) => void): void {
    const tasks = this.#tasks.get(phase)
    if (tasks === undefined) this.#tasks.set(phase, [{ name, run }])
    else tasks.push({ name, run })
  }

  /** Starts the shutdown. Later calls are ignored, so the first reason remains. */
  run(reason: ShutdownReason): void {
    if (this.#reason !== null) return
    this.#reason = reason
    this.#actor.tell(shutdownProtocol.message({ type: 'BeginPhase', phase: shutdownPhases[0] }))
  }

  #behavior(): Behavior<ShutdownMessage> {
    return Behaviors.setup(context =>
      Behaviors.withTimers(timers => {
        let current: ShutdownPhase | null = null
        let waitingFor = new Set<Task>()
        const completePhase = () => {
          timers.cancelAll()
          const nextPhase = shutdownPhases[shutdownPhases.indexOf(current!) + 1]
          current = null
          if (nextPhase === undefined) this.#terminate()
          else context.self.tell(shutdownProtocol.message({ type: 'BeginPhase', phase: nextPhase }))
        }
        const startPhase = (phase: ShutdownPhase) => {
          current = phase
          // A copy, because tasks added during their own phase must not run (CS-2).
          const tasks = [...(this.#tasks.get(phase) ?? [])]
          waitingFor = new Set(tasks)
          if (tasks.length === 0) return completePhase()
          const timeoutMs = longPhases.includes(phase) ? longTimeoutMs : defaultTimeoutMs
          timers.startSingleTimer(
            `phase ${phase} timed out`,
            shutdownProtocol.message({ type: 'PhaseTimedOut', phase }),
            timeoutMs,
          )
          for (const task of tasks) {
            const done = () => {
              if (!waitingFor.delete(task)) return
              context.self.tell(shutdownProtocol.message({ type: 'TaskDone', phase, name: task.name }))
            }
            try {
              task.run(done)
            } catch (thrown) {
              context.log.warn(`Task [${task.name}] failed in phase [${phase}]: ${reasonOf(caught(thrown))}`)
              done()
            }
          }
        }
        return receiveToolkit<ShutdownMessage>(message => {
          switch (message.type) {
            case 'BeginPhase':
              startPhase(message.phase)
              break
            case 'TaskDone':
              if (message.phase === current && waitingFor.size === 0) completePhase()
              break
            case 'PhaseTimedOut':
              if (message.phase !== current) break
              context.log.warn(
                `Coordinated shutdown phase [${current}] timed out: [${[...waitingFor].map(task => task.name).join(', ')}] did not finish`,
              )
              waitingFor = new Set()
              completePhase()
          }
          return Behaviors.same
        })
      }),
    )
  }

  #terminate(): void {
    this.#system.terminate(endReasons[this.#reason!])
  }
}

const coordinatedShutdownExtension: Extension<CoordinatedShutdown> = {
  name: 'coordinated-shutdown',
  create: system => new CoordinatedShutdown(system),
}
