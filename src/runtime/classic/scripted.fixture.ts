import { type ActorRef, labelOf } from '../actor/index.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import {
  Actor,
  type ClassicProps,
  type ClassicStrategy,
  OneForOneStrategy,
  Props,
  type Receive,
} from './index.ts'

/** A message that is a function: the receiving actor runs it, so a test writes the handler where it sends. */
export type Step = (actor: Scripted) => void

export interface Script {
  readonly log: string[]
  readonly strategy?: ClassicStrategy
  /** Runs in the constructor of each instance. */
  readonly construct?: Step
  readonly preStart?: Step
  /** Runs in place of the default preRestart. */
  readonly preRestart?: Step
  /** Runs in place of the default postRestart. */
  readonly postRestart?: Step
}

/** Runs each step it receives, and logs `name hook` for each hook and `name label` for every other message. */
export class Scripted extends Actor<Step | { readonly type: string } | string> {
  readonly script: Script
  readonly name: string
  override readonly supervisorStrategy: ClassicStrategy

  constructor(name: string, script: Script) {
    super()
    this.name = name
    this.script = script
    this.supervisorStrategy = script.strategy ?? new OneForOneStrategy()
    script.construct?.(this)
  }

  logLine(text: string): void {
    this.script.log.push(`${this.name} ${text}`)
  }

  override receive(): Receive<Step | { readonly type: string } | string> {
    return message => {
      if (typeof message === 'function') message(this)
      else this.logLine(typeof message === 'string' ? message : labelOf(message))
    }
  }

  override preStart(): void {
    this.logLine('preStart')
    this.script.preStart?.(this)
  }
  override postStop(): void {
    this.logLine('postStop')
  }
  override preRestart(reason: Error, message: Step | { readonly type: string } | string | undefined): void {
    this.logLine('preRestart')
    if (this.script.preRestart === undefined) super.preRestart(reason, message)
    else this.script.preRestart(this)
  }
  override postRestart(reason: Error): void {
    this.logLine('postRestart')
    if (this.script.postRestart === undefined) super.postRestart(reason)
    else this.script.postRestart(this)
  }

  /** Spawns a scripted child that writes into the same log. */
  spawn(name: string, script: Partial<Script> = {}): ActorRef<Step | string> {
    return this.context.actorOf(scripted(name, { ...script, log: this.script.log }), name)
  }

  childNamed(name: string): ActorRef<Step | string> {
    const child = this.context.child(name)
    if (child === undefined) throw new Error(`no child [${name}]`)
    // The cast holds in tests that spawn only scripted children.
    return child as ActorRef<Step | string>
  }
}

export const scripted = (
  name: string,
  script: Script,
): ClassicProps<Step | { readonly type: string } | string> => Props(Scripted, name, script)

export const fail =
  (error: Error = new Error('failed on request')): Step =>
  () => {
    throw error
  }

/** A step that a descendant runs: `below('a', 'b', step)` for child a's child b. */
export function below(...path: [...string[], Step]): Step {
  const [name, ...rest] = path
  if (typeof name === 'function') return name
  return actor => actor.childNamed(name as string).tell(below(...(rest as unknown as [...string[], Step])))
}

/** One scripted actor under the guardian, and a probe that watches it. */
export function setUp(script: Omit<Script, 'log'> = {}) {
  const kit = ActorTestKit.create()
  const log: string[] = []
  const ref = kit.spawn(scripted('top', { ...script, log }), 'top')
  const probe = kit.createTestProbe<unknown>()
  probe.watch(ref)
  const tell = (...steps: (Step | string | { type: string })[]) => {
    for (const step of steps) ref.tell(step)
    kit.runUntilIdle()
  }
  /** Removes and returns the lines logged since the last call. */
  const takeLines = () => log.splice(0)
  const decisions = () => kit.eventsOf('ActorFailed').map(event => event.decision)
  return { kit, log, ref, probe, tell, takeLines, decisions }
}
