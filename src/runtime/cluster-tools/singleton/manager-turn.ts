import { nodeKey, sameNode, type UniqueAddress } from '../../cluster/index.ts'
import type {
  Asker,
  ManagerEffect,
  ManagerFacts,
  ManagerInput,
  ManagerState,
  Phase,
} from './manager-state.ts'

export type FromPeer = Extract<
  ManagerInput,
  { readonly type: 'HandOverToMe' | 'TakeOverFromMe' | 'HandOverInProgress' }
>

/** Removed nodes are remembered this long. (SG-4) */
const rememberRemovedMs = 15 * 60 * 1000

/** One turn of the machine: collects what changes and what is to be done, with the rules all phases share. */
export class Turn {
  state: ManagerState
  readonly effects: ManagerEffect[] = []
  readonly facts: ManagerFacts

  constructor(state: ManagerState, facts: ManagerFacts) {
    this.state = state
    this.facts = facts
  }

  do(effect: ManagerEffect): void {
    this.effects.push(effect)
  }

  info(text: string): void {
    this.do({ type: 'Log', level: 'info', text })
  }

  isSelf(node: UniqueAddress): boolean {
    return sameNode(node, this.facts.self)
  }

  isRemoved(node: UniqueAddress): boolean {
    return this.state.removed.has(nodeKey(node))
  }

  ignoreStranger({ type, from }: FromPeer): void {
    this.info(
      `Ignoring ${type} in [${this.state.phase.name}] from [${from.address}#${from.uid}], which is no member of this cluster`,
    )
  }

  remember(node: UniqueAddress): void {
    if (!this.state.selfExited) this.info(`Member removed [${node.address}]`)
    const removed = new Map(this.state.removed)
    removed.set(nodeKey(node), this.facts.now + rememberRemovedMs)
    this.state = { ...this.state, removed }
  }

  forgetOverdue(): void {
    const removed = new Map([...this.state.removed].filter(([, until]) => until > this.facts.now))
    this.state = { ...this.state, removed }
  }

  stay(phase: Phase): void {
    this.state = { ...this.state, phase }
  }

  goto(phase: Phase): void {
    const from = this.state.phase.name
    const to = phase.name
    this.state = { ...this.state, phase }
    this.do({ type: 'Changed', from, to })
    if (from === 'BecomingOldest') this.do({ type: 'CancelRetry', key: 'HandOverRetry' })
    if (from === 'WasOldest') this.do({ type: 'CancelRetry', key: 'TakeOverRetry' })
    if (to === 'BecomingOldest') this.do({ type: 'StartRetry', key: 'HandOverRetry', count: 1 })
    if (to === 'WasOldest') this.do({ type: 'StartRetry', key: 'TakeOverRetry', count: 1 })
    if (to === 'Younger' || to === 'Oldest') this.askForChange()
    if ((to === 'Younger' || to === 'End') && this.isRemoved(this.facts.self)) this.stopBecause('removed')
  }

  askForChange(): void {
    this.state = { ...this.state, asksForChange: true }
  }

  /** (SG-6) */
  startSingleton(): void {
    this.do({ type: 'StartSingleton' })
    this.goto({ name: 'Oldest', child: true })
  }

  /** (SG-7) */
  handOver(child: boolean, to: Asker | null): void {
    if (!child) {
      this.handOverDone(to)
      return
    }
    if (to !== null) this.do({ type: 'Reply', to: to.ref, what: 'HandOverInProgress' })
    this.do({ type: 'StopSingleton' })
    this.goto({ name: 'HandingOver', handOverTo: to })
  }

  handOverDone(to: Asker | null): void {
    this.info(
      `Singleton terminated, hand-over done [${this.facts.self.address} -> ${to?.address ?? 'nobody'}]`,
    )
    if (to !== null) this.do({ type: 'Reply', to: to.ref, what: 'HandOverDone' })
    this.do({ type: 'CompleteExiting' })
    if (this.isRemoved(this.facts.self)) this.stopBecause('removed')
    else if (to === null) this.goto({ name: 'Younger', previousOldest: [] })
    else this.goto({ name: 'End' })
  }

  /** Gives the singleton up to nobody: self was downed, or is gone with nobody to hand over to. */
  stopWith(child: boolean): void {
    if (!child) {
      this.stopManager()
      return
    }
    this.do({ type: 'StopSingleton' })
    this.goto({ name: 'Stopping' })
  }

  stopBecause(why: 'downed' | 'removed'): void {
    this.info(`Self ${why}, stopping ClusterSingletonManager`)
    this.stopManager()
  }

  stopManager(): void {
    this.state = { ...this.state, phase: { name: 'Stopped' } }
    this.do({ type: 'StopManager' })
  }
}
