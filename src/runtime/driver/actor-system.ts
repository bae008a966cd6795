import type { EventId, LogLevel, TraceEventBody } from '../../trace/trace-event.ts'
import {
  type ActorRef,
  type Behavior,
  type EndReason,
  LocalActorSystem,
  patterns,
  type SpawnOptions,
} from '../actor/index.ts'
import { staging } from '../actor/internal.ts'
import { seededRandom } from '../random.ts'
import type { Tracer } from '../tracer.ts'
import { type HostClock, hostClock } from './host-clock.ts'
import { RealTimeDriver } from './real-time-driver.ts'

/** Takes one line that an actor, or the system about an actor, logged. */
export type LogSink = (level: LogLevel, text: string, actor: string) => void

export interface ActorSystemOptions {
  /** Of `context.random` and of uids. Default: a number drawn at each start. */
  readonly seed?: number
  /** Default: the console, with the actor's path in front. */
  readonly log?: LogSink
  readonly guardianOptions?: SpawnOptions
  /** Default: the engine's own. */
  readonly clock?: HostClock
}

/** An actor system that runs by itself, in real time. Made by {@link ActorSystem.create}. */
export class ActorSystem<T> {
  readonly system: LocalActorSystem
  /** Resolves when all actors have stopped. Rejects with a failure that no supervisor may catch. */
  readonly whenTerminated: Promise<EndReason>
  private readonly driver: RealTimeDriver

  /**
   * Starts `guardian` as `/user`, in a microtask from now. The system ends with its guardian.
   *
   * @param name Of the system, in addresses: `pekko://name@localhost:1`.
   * @example
   * const system = ActorSystem.create(greeter, 'hello')
   * system.tell({ type: 'Greet', whom: 'you' })
   * await system.whenTerminated
   */
  static create<T>(guardian: Behavior<T>, name: string, options: ActorSystemOptions = {}): ActorSystem<T> {
    return new ActorSystem<T>(guardian, name, options)
  }

  private constructor(guardian: Behavior<T>, name: string, options: ActorSystemOptions) {
    const { seed = Math.floor(Math.random() * 2 ** 31), log = toConsole, clock = hostClock } = options
    const random = seededRandom(`${seed}/${name}`)
    let ended: () => void = () => undefined
    this.driver = new RealTimeDriver(
      wake =>
        new LocalActorSystem({
          name,
          address: `pekko://${name}@localhost:1`,
          uid: random.uid(),
          random,
          tracer: new LogTracer(log),
          staging,
          patterns,
          now: 0,
          maxMessagesPerMs: null,
          guardian,
          ...(options.guardianOptions === undefined ? {} : { guardianOptions: options.guardianOptions }),
          wake,
        }),
      clock,
      () => ended(),
    )
    const { system } = this.driver
    this.system = system
    this.whenTerminated = new Promise((resolve, reject) => {
      ended = () => (system.failure === null ? resolve(system.endReason ?? 'left') : reject(system.failure))
    })
    // Whoever does not wait for the end is told of a failure by the log alone.
    this.whenTerminated.catch((error: Error) => log('error', `${error.name}: ${error.message}`, '/user'))
    system.notifyDriver()
  }

  /** The guardian's ref. */
  get ref(): ActorRef<T> {
    return this.system.userGuardian.self
  }

  /** To the guardian. */
  tell(message: T): void {
    this.system.tell(message)
  }

  /**
   * Sends `request(replyTo)` to `target` from outside all actors.
   *
   * @param timeoutMs Real milliseconds to wait for the reply.
   * @throws (rejects) with an `AskTimeout` without a reply in time, or when the system ends before.
   * @example
   * const sum = await system.ask<Read, number>(system.ref, replyTo => ({ type: 'Read', replyTo }), 1000)
   */
  ask<Req, Res>(
    target: ActorRef<Req>,
    request: (replyTo: ActorRef<Res>) => Req,
    timeoutMs: number,
  ): Promise<Res> {
    return this.driver.ask(target, request, timeoutMs)
  }

  /** Stops the guardian and with it all actors; {@link whenTerminated} tells when that is done. */
  terminate(): void {
    this.system.terminate()
  }
}

/** Passes log lines on and keeps nothing else, so that a system that runs for long needs no more memory for it. */
class LogTracer implements Tracer {
  cause: EventId | null = null
  rule: string | null = null
  private readonly log: LogSink
  private seq = 0

  constructor(log: LogSink) {
    this.log = log
  }

  emit(event: TraceEventBody): EventId {
    if (event.type === 'Logged') this.log(event.level, event.text, event.actor)
    return `local/${this.seq++}`
  }
}

const toConsole: LogSink = (level, text, actor) => console[level](`[${actor}] ${text}`)
