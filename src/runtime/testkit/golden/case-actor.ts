import { nameOf } from '../../../trace/actor-path.ts'
import type { ActorContext } from '../../actor/api/actor-context.ts'
import type { Behavior } from '../../actor/api/behavior.ts'
import { isTerminated, type Signal } from '../../actor/api/signal.ts'
import type { StashBuffer } from '../../actor/api/stash-buffer.ts'
import type { TimerScheduler } from '../../actor/api/timer-scheduler.ts'
import { Behaviors } from '../../actor/authoring/behaviors.ts'
import { errorName } from '../../actor/base/error-text.ts'
import { errorOf } from './case-errors.ts'
import type { CaseStage } from './case-stage.ts'
import { strategyIn } from './case-strategy.ts'
import { firstWord, numberIn } from './recorded-case.ts'

/** The timers and the stash that outer layers pass to inner ones. */
interface Tools {
  readonly timers?: TimerScheduler<string>
  readonly stash?: StashBuffer<string>
}

/** One actor of a supervision case: its layers are its wrappers, and its messages and setups run commands. */
export class CaseActor {
  private readonly stage: CaseStage
  private readonly name: string
  private readonly layers: readonly string[]
  private readonly manySetups: boolean
  /** Signal type → the fault of its handler: `boom`, `io`, `stopped`. */
  private readonly onSignal = new Map<string, string>()
  private starts = 0

  constructor(stage: CaseStage, name: string) {
    this.stage = stage
    this.name = name
    this.layers = stage.scripts[name] ?? []
    this.manySetups = this.layers.filter(layer => firstWord(layer)[0] === 'setup').length > 1
    for (const layer of this.layers) {
      const [word, signal, fault] = layer.split(' ')
      if (word === 'on') this.onSignal.set(signal!, fault!)
    }
  }

  behavior(): Behavior<string> {
    return this.layer(0, {})
  }

  private layer(index: number, tools: Tools): Behavior<string> {
    const layer = this.layers[index]
    if (layer === undefined) return this.receiving(tools)
    const inner = (more: Tools = {}) => this.layer(index + 1, { ...tools, ...more })
    const [word, rest] = firstWord(layer)
    switch (word) {
      case 'sup': {
        const { strategy, errorClass } = strategyIn(rest.split(' '))
        return Behaviors.supervise(inner()).onFailure(strategy, errorClass)
      }
      case 'timers':
        return Behaviors.withTimers<string>(timers => inner({ timers }))
      case 'stash':
        return Behaviors.withStash<string>(numberIn(rest), stash => inner({ stash }))
      case 'setup':
        return Behaviors.setup<string>(context => {
          this.record(this.manySetups ? `setup${index}` : 'setup')
          this.starts++
          const commands = rest === '' ? [] : rest.split('; ')
          for (const command of commands) {
            const next = this.run(command, context, tools)
            if (next !== undefined) return next
          }
          return inner()
        })
      case 'on':
      case 'pact':
      case 'onstop-tell':
        return inner()
    }
    throw new Error(`The script of [${this.name}] has an unknown layer [${layer}].`)
  }

  /** Handles messages and counts the successful ones since the last start. */
  private receiving(tools: Tools, mark = '', counted = { messages: 0 }): Behavior<string> {
    const behavior: Behavior<string> = Behaviors.receive<string>((context, message) => {
      const [kind, stashed] = message.split(':')
      if (kind === 's' && stashed !== undefined) {
        this.record(`stashes ${stashed}`, mark)
        tools.stash!.stash(message)
        return Behaviors.same
      }
      this.record(`${message} n=${counted.messages + 1}`, mark)
      let next: Behavior<string> | undefined
      for (const part of message.split('+')) {
        const [word, rest] = firstWord(part)
        if (word === 'unstash') {
          counted.messages++
          return tools.stash!.unstash(behavior, tools.stash!.size, stashed => stashed.slice('s:'.length))
        }
        next =
          word === 'become' ? this.receiving(tools, `[${rest}]`, counted) : this.run(part, context, tools)
      }
      if (next !== Behaviors.unhandled) counted.messages++
      return next ?? Behaviors.same
    }).receiveSignal((_, signal) => this.handleSignal(signal, mark))
    return behavior
  }

  private handleSignal(signal: Signal, mark: string): Behavior<string> {
    this.record(signalText(signal), mark)
    for (const layer of this.layers) {
      const [word, rest] = firstWord(layer)
      if (word === 'onstop-tell' && signal.type === 'PostStop') this.tell(rest)
    }
    const fault = this.onSignal.get(signal.type)
    if (fault === 'stopped') return Behaviors.stopped
    if (fault !== undefined) throw errorOf(fault)
    const isUnhandled =
      this.layers.includes('pact') && (isTerminated(signal) || signal.type === 'MessageAdaptionFailure')
    return isUnhandled ? Behaviors.unhandled : Behaviors.same
  }

  /** Runs one command of a message or a setup; any other word is a plain message. */
  private run(command: string, context: ActorContext<string>, tools: Tools): Behavior<string> | undefined {
    const { stage } = this
    const [word, rest] = firstWord(command)
    switch (word) {
      case 'boom':
      case 'io':
        throw errorOf(word)
      case 'failstarts':
        if (this.starts <= numberIn(rest)) throw errorOf('boom')
        return undefined
      case 'spawn':
        stage.register(rest, context.spawn(new CaseActor(stage, rest).behavior(), rest))
        return undefined
      case 'watch':
        context.watch(stage.ref(rest))
        return undefined
      case 'watchwith': {
        const [target, message] = firstWord(rest)
        context.watchWith(stage.ref(target), message)
        return undefined
      }
      case 'unwatch':
        context.unwatch(stage.ref(rest))
        return undefined
      case 'end':
        context.stop(stage.ref(rest))
        return undefined
      case 'tell':
        this.tell(rest)
        return undefined
      case 'every': {
        const [period, message] = firstWord(rest)
        tools.timers!.startTimerWithFixedDelay(message, message, numberIn(period))
        return undefined
      }
      case 'rt':
        context.setReceiveTimeout(numberIn(rest), 'timeout')
        return undefined
      case 'rtoff':
        context.cancelReceiveTimeout()
        return undefined
      case 'slow':
        context.block(numberIn(rest))
        return undefined
      case 'adapter':
        stage.registerAdapter(
          this.name,
          context.messageAdapter(
            (message): message is string => message === 'bad',
            () => {
              throw errorOf('boom')
            },
          ),
        )
        return undefined
      case 'stop':
      case 'stopnow':
        return Behaviors.stopped
      case 'stopthen':
        return Behaviors.stoppedThen(() => this.record('callback'))
      case 'unhandled':
        return Behaviors.unhandled
    }
    return undefined
  }

  /** Sends several messages to one actor: `a m1,m2`. */
  private tell(rest: string): void {
    const [target, messages] = firstWord(rest)
    for (const message of messages.split(',')) this.stage.ref(target).tell(message)
  }

  private record(text: string, mark = ''): void {
    this.stage.record(`${this.name}${mark} ${text}`)
  }
}

function signalText(signal: Signal): string {
  switch (signal.type) {
    case 'Terminated':
      return `Terminated(${nameOf(signal.ref.path)})`
    case 'ChildFailed':
      return `ChildFailed(${nameOf(signal.ref.path)},${errorName(signal.cause)})`
    default:
      return signal.type
  }
}
