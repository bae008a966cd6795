import { type ActorSystem, caught, errorText } from '../actor/index.ts'

/**
 * Callbacks for one change of the own member. A callback runs in the turn of the cluster's daemon, which must not
 * fail for it: its error is logged, and the other callbacks run. (EV-11)
 */
export class MemberCallbacks {
  readonly #system: ActorSystem
  readonly #change: 'Up' | 'Removed'
  #waiting: (() => void)[] = []

  constructor(system: ActorSystem, change: 'Up' | 'Removed') {
    this.#system = system
    this.#change = change
  }

  /** Runs it now where the change already happened. */
  add(callback: () => void, happened: boolean): void {
    if (happened) this.#run(callback)
    else this.#waiting.push(callback)
  }

  runAll(): void {
    for (const callback of this.#waiting.splice(0)) this.#run(callback)
  }

  #run(callback: () => void): void {
    try {
      callback()
    } catch (thrown) {
      const reason = errorText(caught(thrown))
      this.#system.tracer?.emit({
        type: 'Logged',
        actor: '/system/cluster',
        level: 'error',
        text: `A callback of registerOnMember${this.#change} failed with [${reason}]. Catch the error inside it.`,
      })
    }
  }
}
