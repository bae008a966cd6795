import type { EventId } from '../../trace/identifiers.ts'
import type { LogLevel, TraceEventBody } from '../../trace/trace-event.ts'
import {
  type ActorRef,
  type Behavior,
  type EndReason,
  interactions,
  LocalActorSystem,
  type SpawnOptions,
} from '../actor/index.ts'
import { instrumentation } from '../actor/internal.ts'
import { seededRandom } from '../random.ts'
import type { Tracer } from '../tracer.ts'
import { type HostClock, hostClock } from './host-clock.ts'
import { RealTimeDriver } from './real-time-driver.ts'

/** Receives one log line. `actor` is the path of the actor that logged it or that it is about. */
export type LogSink = (level: LogLevel, text: string, actor: string) => void

export interface ActorSystemOptions {
  /** Seed of `context.random` and of uids. Default: a random number at each start. */
  readonly seed?: number
  /** Default: the console, prefixed with the actor's path. */
  readonly log?: LogSink
  readonly guardianOptions?: SpawnOptions
  /** Default: the JavaScript engine's clock. */
  readonly clock?: HostClock
}

/** An actor system that runs in real time. Created by {@link ActorSystem.create}. */
export class ActorSystem<T> {
  readonly system: LocalActorSystem
  /** Resolves when all actors have stopped. Rejects with a `FatalError` or a stack overflow. */
  readonly whenTerminated: Promise<EndReason>
  private readonly driver: RealTimeDriver

  /**
   * Starts `guardian` as `/user` in a microtask. The system ends with its guardian.
   *
   * @param name Name of the system in addresses: `pekko://name@localhost:1`.
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
          instrumentation,
          interactions,
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
    // The log reports a failure too, because a caller may not await `whenTerminated`.
    this.whenTerminated.catch((error: Error) => log('error', `${error.name}: ${error.message}`, '/user'))
    system.notifyDriver()
  }

  /** The guardian's ref. */
  get ref(): ActorRef<T> {
    return this.system.userGuardian.self
  }

  /** Sends a message to the guardian. */
  tell(message: T): void {
    this.system.tell(message)
  }

  /**
   * Sends `request(replyTo)` to `target` from outside all actors.
   *
   * @param timeoutMs Real milliseconds to wait for the reply.
   * @throws Rejects with `AskTimeout` without a reply in time, and with an error if the system ends first.
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

  /** Stops the guardian and all actors. Await {@link whenTerminated} for the end. */
  terminate(): void {
    this.system.terminate()
  }
}

/** Forwards log lines and stores no events, so that the memory of a long-running system stays bounded. */
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
