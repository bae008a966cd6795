import { nodeKey, sameNode, type UniqueAddress } from '../../cluster/index.ts'
import type {
  HandOverRequester,
  ManagerEffect,
  ManagerFacts,
  ManagerInput,
  ManagerState,
  Phase,
} from './manager-state.ts'

export type PeerRequest = Extract<
  ManagerInput,
  { readonly type: 'HandOverToMe' | 'TakeOverFromMe' | 'HandOverInProgress' }
>

/** A recorded removal expires after this time. Pekko: 15 minutes (SG-4) */
const removalRetentionMs = 15 * 60 * 1000

/**
 * One step of the state machine: collects the next state and the effects, with the operations that all phases
 * share.
 */
export class ManagerTurn {
  state: ManagerState
  readonly effects: ManagerEffect[] = []
  readonly facts: ManagerFacts

  constructor(state: ManagerState, facts: ManagerFacts) {
    this.state = state
    this.facts = facts
  }

  /** Pekko: no hand-over messages during the preparation of a full shutdown (SG-13) */
  emit(effect: ManagerEffect): void {
    const isHandOver = effect.type === 'Send' || effect.type === 'Reply'
    if (!isHandOver || !this.facts.preparingForShutdown) this.effects.push(effect)
  }

  info(text: string): void {
    this.emit({ type: 'Log', level: 'info', text })
  }

  isSelf(node: UniqueAddress): boolean {
    return sameNode(node, this.facts.self)
  }

  isRemoved(node: UniqueAddress): boolean {
    return this.state.removed.has(nodeKey(node))
  }

  ignoreNonMember({ type, from }: PeerRequest): void {
    this.info(
      `Ignoring ${type} in [${this.state.phase.name}] from [${from.address}#${from.uid}], which is not a member of this cluster`,
    )
  }

  recordRemoval(node: UniqueAddress): void {
    if (!this.state.selfExited) this.info(`Member removed [${node.address}]`)
    const removed = new Map(this.state.removed)
    removed.set(nodeKey(node), this.facts.now + removalRetentionMs)
    this.state = { ...this.state, removed }
  }

  pruneRemovals(): void {
    const removed = new Map([...this.state.removed].filter(([, until]) => until > this.facts.now))
    this.state = { ...this.state, removed }
  }

  updatePhase(phase: Phase): void {
    this.state = { ...this.state, phase }
  }

  enterPhase(phase: Phase): void {
    const before = this.state.phase
    const from = before.name
    const to = phase.name
    this.state = { ...this.state, phase }
    this.emit({ type: 'PhaseChanged', from, to })
    this.#leave(before, phase)
    if (from === 'BecomingOldest') this.emit({ type: 'CancelRetry', key: 'HandOverRetry' })
    if (from === 'WasOldest') this.emit({ type: 'CancelRetry', key: 'TakeOverRetry' })
    if (to === 'BecomingOldest') this.emit({ type: 'StartRetry', key: 'HandOverRetry', count: 1 })
    if (to === 'WasOldest') this.emit({ type: 'StartRetry', key: 'TakeOverRetry', count: 1 })
    if (to === 'Younger' || to === 'Oldest') this.requestOldestChange()
    if ((to === 'Younger' || to === 'End') && this.isRemoved(this.facts.self)) this.stopBecause('removed')
  }

  /**
   * The lease is free as soon as this node begins to give up the instance, not when the instance has stopped. Pekko: released
   * on every transition out of Oldest (SG-6)
   */
  #leave(before: Phase, next: Phase): void {
    if (before.name === 'AcquiringLease') {
      this.emit({ type: 'CancelRetry', key: 'LeaseRetry' })
      if (before.requested && next.name !== 'Oldest') {
        this.info(`Releasing lease as leaving AcquiringLease going to [${next.name}]`)
        this.emit({ type: 'ReleaseLease' })
      }
    }
    if (before.name === 'Oldest' && this.facts.usesLease) {
      this.info('Releasing lease as leaving Oldest')
      this.emit({ type: 'ReleaseLease' })
    }
  }

  requestOldestChange(): void {
    this.state = { ...this.state, awaitsOldestChange: true }
  }

  /** Starts the singleton, with a lease after it is acquired. Pekko: tryGotoOldest (SG-6) */
  becomeOldest(): void {
    if (!this.facts.usesLease || this.facts.preparingForShutdown) {
      this.startSingleton()
      return
    }
    this.info('Trying to acquire lease before starting singleton')
    this.emit({ type: 'AcquireLease' })
    this.enterPhase({ name: 'AcquiringLease', requested: true, child: false })
  }

  /** Pekko: gotoOldest (SG-6) */
  startSingleton(): void {
    if (this.facts.preparingForShutdown) {
      this.withholdSingleton()
      return
    }
    this.emit({ type: 'StartSingleton' })
    this.enterPhase({ name: 'Oldest', child: true })
  }

  /** The oldest node of a cluster that shuts down stays without an instance. Pekko: starts no child (SG-13) */
  withholdSingleton(): void {
    this.info('Not starting the singleton, because the cluster prepares for its shutdown')
    if (this.state.phase.name === 'Younger') this.requestOldestChange()
    else this.enterPhase({ name: 'Younger', previousOldest: [] })
  }

  /** Pekko: gotoHandingOver (SG-7) */
  handOver(child: boolean, to: HandOverRequester | null): void {
    if (!child) {
      this.completeHandOver(to)
      return
    }
    if (to !== null) this.emit({ type: 'Reply', to: to.ref, message: 'HandOverInProgress' })
    this.emit({ type: 'StopSingleton' })
    this.enterPhase({ name: 'HandingOver', handOverTo: to })
  }

  completeHandOver(to: HandOverRequester | null): void {
    this.info(
      `Singleton terminated, hand-over done [${this.facts.self.address} -> ${to?.address ?? 'nobody'}]`,
    )
    if (to !== null) this.emit({ type: 'Reply', to: to.ref, message: 'HandOverDone' })
    this.emit({ type: 'CompleteExiting' })
    if (this.isRemoved(this.facts.self)) this.stopBecause('removed')
    else if (to === null) this.enterPhase({ name: 'Younger', previousOldest: [] })
    else this.enterPhase({ name: 'End' })
  }

  /** Stops the instance and then the manager, because this node was downed or has no node to hand over to. */
  stopWithoutHandOver(child: boolean): void {
    if (!child) {
      this.stopManager()
      return
    }
    this.emit({ type: 'StopSingleton' })
    this.enterPhase({ name: 'Stopping' })
  }

  stopBecause(reason: 'downed' | 'removed'): void {
    this.info(`Self ${reason}, stopping ClusterSingletonManager`)
    this.stopManager()
  }

  stopManager(): void {
    this.state = { ...this.state, phase: { name: 'Stopped' } }
    this.emit({ type: 'StopManager' })
  }
}
