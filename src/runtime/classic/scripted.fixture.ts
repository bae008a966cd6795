import type { ActorRef } from '../actor/actor-ref.ts'
import { labelOf } from '../actor/message-trace.ts'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import {
  Actor,
  type ClassicProps,
  type ClassicStrategy,
  OneForOneStrategy,
  Props,
  type Receive,
} from './index.ts'

/** A message that is what its receiver shall do: a test writes the actor's handler where it sends. */
export type Step = (actor: Scripted) => void

export interface Script {
  readonly log: string[]
  readonly strategy?: ClassicStrategy
  /** In the constructor, of each instance. */
  readonly construct?: Step
  readonly preStart?: Step
  /** In place of preRestart's default. */
  readonly preRestart?: Step
  /** In place of postRestart's default. */
  readonly postRestart?: Step
}

/** Does the steps it is sent, and writes down `name hook` for each hook and `name label` for other messages. */
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

  say(text: string): void {
    this.script.log.push(`${this.name} ${text}`)
  }

  override receive(): Receive<Step | { readonly type: string } | string> {
    return message => {
      if (typeof message === 'function') message(this)
      else this.say(typeof message === 'string' ? message : labelOf(message))
    }
  }

  override preStart(): void {
    this.say('preStart')
    this.script.preStart?.(this)
  }
  override postStop(): void {
    this.say('postStop')
  }
  override preRestart(reason: Error, message: Step | { readonly type: string } | string | undefined): void {
    this.say('preRestart')
    if (this.script.preRestart === undefined) super.preRestart(reason, message)
    else this.script.preRestart(this)
  }
  override postRestart(reason: Error): void {
    this.say('postRestart')
    if (this.script.postRestart === undefined) super.postRestart(reason)
    else this.script.postRestart(this)
  }

  /** A scripted child that writes into the same log. */
  spawn(name: string, script: Partial<Script> = {}): ActorRef<Step | string> {
    return this.context.actorOf(scripted(name, { ...script, log: this.script.log }), name)
  }

  childNamed(name: string): ActorRef<Step | string> {
    const child = this.context.child(name)
    if (child === undefined) throw new Error(`no child [${name}]`)
    // Only scripted children are ever made.
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

/** A step for a child, grandchild, …: `below('a', 'b', step)`. */
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
  /** What was written since the last call. */
  const taken = () => log.splice(0)
  const decisions = () => kit.eventsOf('ActorFailed').map(event => event.decision)
  return { kit, log, ref, probe, tell, taken, decisions }
}
