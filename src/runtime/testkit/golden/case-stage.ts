import type { ActorRef } from '../../actor/api/actor-ref.ts'

/** The shared parts of one case: scripts, refs by name, and the record of all actions. */
export class CaseStage {
  /** By actor: its layers, the outermost first. */
  readonly scripts: Readonly<Record<string, readonly string[]>>
  readonly lines: string[] = []
  private readonly timed: boolean
  private readonly now: () => number
  private readonly refs = new Map<string, ActorRef<string>>()
  private readonly adapters = new Map<string, ActorRef<string>>()

  constructor(scripts: CaseStage['scripts'], timed: boolean, now: () => number) {
    this.scripts = scripts
    this.timed = timed
    this.now = now
  }

  record(line: string): void {
    this.lines.push(this.timed ? `${Math.round(this.now() / 100) * 100} ${line}` : line)
  }

  /** A later actor replaces an earlier one of the same name. */
  register(name: string, ref: ActorRef<string>): void {
    this.refs.set(name, ref)
  }

  ref(name: string): ActorRef<string> {
    const ref = this.refs.get(name)
    if (ref === undefined) throw new Error(`The script names [${name}] before it was spawned.`)
    return ref
  }

  registerAdapter(name: string, ref: ActorRef<string>): void {
    this.adapters.set(name, ref)
  }

  adapter(name: string): ActorRef<string> {
    const ref = this.adapters.get(name)
    if (ref === undefined) throw new Error(`The script uses the adapter of [${name}] before it was created.`)
    return ref
  }
}
