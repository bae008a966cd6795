import { type ActorSystem, caught, errorText } from '../actor/index.ts'

/**
 * The callbacks for one status of this node's member (EV-11). They run in the turn of the cluster's daemon.
 * An error of a callback is logged and the other callbacks run, because a failed daemon would end the node's
 * membership.
 */
export class MemberCallbacks {
  readonly #system: ActorSystem
  readonly #status: 'Up' | 'Removed'
  #waiting: (() => void)[] = []

  constructor(system: ActorSystem, status: 'Up' | 'Removed') {
    this.#system = system
    this.#status = status
  }

  /** Runs the callback at once when the status is reached already. */
  add(callback: () => void, isReached: boolean): void {
    if (isReached) this.#run(callback)
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
        text: `A callback of registerOnMember${this.#status} failed with [${reason}]. Catch the error inside it.`,
      })
    }
  }
}
