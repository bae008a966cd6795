import type { CoordinatedShutdown } from './coordinated-shutdown.ts'
import type { MemberStatus } from './member.ts'

/** The node whose membership the tasks end. */
interface LeavingNode {
  selfStatus(): MemberStatus
  /** True once the cluster's actors have stopped. */
  isTerminated(): boolean
  leave(): void
  exitingCompleted(): void
}

/** The tasks of coordinated shutdown that wait for this node's own status. Pekko: CS-4 to CS-6. */
export class ShutdownTasks {
  readonly #node: LeavingNode
  #waiting: { readonly isReached: () => boolean; readonly done: () => void }[] = []

  constructor(node: LeavingNode) {
    this.#node = node
  }

  addTo(shutdown: CoordinatedShutdown): void {
    shutdown.addTask('cluster-leave', 'leave', done => {
      if (!this.#hasStatus('Removed', 'Down')) this.#node.leave()
      this.#awaitStatus(['Leaving', 'Exiting', 'Down', 'Removed'], done)
    })
    shutdown.addTask('cluster-exiting', 'wait-exiting', done => {
      this.#awaitStatus(['Exiting', 'Down', 'Removed'], done)
    })
    shutdown.addTask('cluster-exiting-done', 'exiting-completed', done => {
      if (!this.#hasStatus('Down')) this.#node.exitingCompleted()
      this.#awaitStatus(['Down'], done)
    })
    shutdown.addTask('cluster-shutdown', 'wait-shutdown', done => {
      this.#await(() => this.#node.isTerminated(), done)
    })
  }

  /** Completes the tasks whose status is reached. Called after every change of the own status. */
  statusChanged(): void {
    const reached = this.#waiting.filter(task => task.isReached())
    this.#waiting = this.#waiting.filter(task => !reached.includes(task))
    for (const { done } of reached) done()
  }

  /** A terminated cluster satisfies every status, because no further change follows. */
  #hasStatus(...statuses: readonly MemberStatus[]): boolean {
    return this.#node.isTerminated() || statuses.includes(this.#node.selfStatus())
  }

  #awaitStatus(statuses: readonly MemberStatus[], done: () => void): void {
    this.#await(() => this.#hasStatus(...statuses), done)
  }

  #await(isReached: () => boolean, done: () => void): void {
    if (isReached()) done()
    else this.#waiting.push({ isReached, done })
  }
}
