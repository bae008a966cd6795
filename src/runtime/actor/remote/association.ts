import type { VirtualTime } from '../../../trace/identifiers.ts'

/**
 * The state of the link to one other address: which incarnation lives there, and which ones are quarantined. Pekko:
 * a quarantined incarnation is cut off in both directions, and only another incarnation opens the link again.
 */
export class Association {
  /** Null: no incarnation is known yet. */
  private current: number | null = null
  /** The conductor's number of the latest incarnation heard from. It orders incarnations; uids do not. */
  private incarnation = 0
  // The three are null until a node is removed, because every node of a large cluster has an association with every other.
  /** The instant from which a quarantine holds, by uid. */
  private quarantinedSince: Map<number, VirtualTime> | null = null
  private removed: Set<number> | null = null
  /** Incarnations that left, so that their quarantine concerns no living node. */
  private left: Set<number> | null = null
  /** The node was removed and no other incarnation is known, so none of its actors lives. */
  isGone = false

  get uid(): number | null {
    return this.current
  }

  /** Records an envelope of this incarnation. True: the incarnation replaces another one. */
  hear(uid: number, incarnation: number): boolean {
    if (incarnation <= this.incarnation) return false
    this.incarnation = incarnation
    return this.replace(uid)
  }

  /** Records that the cluster admitted this incarnation. Pekko: earlier removed ones are quarantined at once (RS-6). */
  join(uid: number, now: VirtualTime): boolean {
    if (this.removed?.has(uid)) return false
    const { quarantinedSince } = this
    for (const [other, since] of quarantinedSince ?? []) {
      if (other !== uid && since > now) quarantinedSince!.set(other, now)
    }
    return this.replace(uid)
  }

  /**
   * False: this incarnation was removed before. `0` stands for an unknown incarnation. Pekko: only a node that left is
   * quarantined later (RS-6).
   */
  remove(uid: number, quarantineAt: VirtualTime, now: VirtualTime): boolean {
    if (this.removed?.has(uid)) return false
    if (uid !== 0) {
      this.removed = (this.removed ?? new Set()).add(uid)
      if (quarantineAt > now) this.left = (this.left ?? new Set()).add(uid)
      this.quarantine(uid, quarantineAt)
    }
    if (uid === 0 || this.current === uid) this.isGone = true
    return true
  }

  quarantine(uid: number, at: VirtualTime): void {
    this.current ??= uid
    this.quarantinedSince ??= new Map()
    this.quarantinedSince.set(uid, Math.min(at, this.quarantinedSince.get(uid) ?? at))
  }

  isQuarantined(uid: number | null, now: VirtualTime): boolean {
    if (uid === null || this.quarantinedSince === null) return false
    const since = this.quarantinedSince.get(uid)
    return since !== undefined && since <= now
  }

  /** True for a quarantined incarnation that must learn of it. Pekko: one that left need not (RS-7) [C-203]. */
  mustInform(uid: number, now: VirtualTime): boolean {
    return this.isQuarantined(uid, now) && !this.left?.has(uid)
  }

  private replace(uid: number): boolean {
    if (!this.removed?.has(uid)) this.isGone = false
    const before = this.current
    this.current = uid
    return before !== null && before !== uid
  }
}
