import { canonicalJson } from './canonical-json.ts'
import type { TraceEvent } from './trace-event.ts'

/** One entry of a map, as an event sets it. */
export interface SetEntry {
  readonly key: string
  readonly value: unknown
}

interface Commit {
  readonly event: TraceEvent
  /** Null while the content of the event is unknown. */
  key: string | null
}

interface Version {
  readonly sequenceNr: number
  readonly value: unknown
}

/** Most events whose commits are kept; of older ones only the values remain. */
const maxCommits = 4096

/**
 * A map at each sequence number of the journal whose events fill it; each event sets one entry. Only the last
 * {@link maxCommits} numbers can be looked up, so that memory does not grow with the run.
 */
export class MapHistory {
  /** The highest stored number. */
  highest = 0
  /** Below this number the values are unknown. */
  #oldest = 0
  readonly #commits = new Map<number, Commit>()
  /** The values of each key, the oldest first. */
  readonly #versions = new Map<string, Version[]>()
  /** Numbers of stored events with unknown content. The data after them is unknown, too. */
  readonly #unread = new Set<number>()

  /** A journal of which only the highest number is known. */
  startAt(highest: number): void {
    this.highest = highest
    if (highest > 0) this.#forgetData()
  }

  /** A snapshot replaces all events up to its number. */
  restore(sequenceNr: number, entries: Readonly<Record<string, unknown>>): void {
    this.highest = Math.max(this.highest, sequenceNr)
    this.#oldest = sequenceNr
    this.#versions.clear()
    for (const [key, value] of Object.entries(entries)) this.#versions.set(key, [{ sequenceNr, value }])
  }

  /** `entry`: null when the content of the event is not known yet. */
  append(sequenceNr: number, commit: TraceEvent, entry: SetEntry | null): void {
    this.highest = Math.max(this.highest, sequenceNr)
    this.#commits.set(sequenceNr, { event: commit, key: null })
    if (this.#unread.size < maxCommits) this.#unread.add(sequenceNr)
    else this.#forgetData()
    if (entry !== null) this.read(sequenceNr, entry)
    for (const [number, { key }] of this.#commits) {
      if (this.#commits.size <= maxCommits) break
      this.#commits.delete(number)
      this.#forget(number, key)
    }
  }

  /** The content of a stored event becomes known. */
  read(sequenceNr: number, { key, value }: SetEntry): void {
    if (!this.#unread.delete(sequenceNr)) return
    const commit = this.#commits.get(sequenceNr)
    if (commit !== undefined) commit.key = key
    const versions = this.#versions.get(key) ?? []
    const place = versions.findLastIndex(each => each.sequenceNr < sequenceNr) + 1
    versions.splice(place, 0, { sequenceNr, value })
    this.#versions.set(key, versions)
  }

  /** The journal has lost all events after this number. */
  truncate(highest: number): void {
    this.highest = highest
    for (const number of this.#commits.keys()) if (number > highest) this.#commits.delete(number)
    for (const number of this.#unread) if (number > highest) this.#unread.delete(number)
    for (const [key, versions] of this.#versions) {
      const kept = versions.filter(({ sequenceNr }) => sequenceNr <= highest)
      if (kept.length === 0) this.#versions.delete(key)
      else this.#versions.set(key, kept)
    }
  }

  commitOf(sequenceNr: number): TraceEvent | null {
    return this.#commits.get(sequenceNr)?.event ?? null
  }

  /** The first stored event after a number, as far as its commit is kept. */
  nextAfter(sequenceNr: number): { readonly sequenceNr: number; readonly commit: TraceEvent } | null {
    if (sequenceNr >= this.highest) return null
    const next = this.#commits.get(sequenceNr + 1)
    if (next !== undefined) return { sequenceNr: sequenceNr + 1, commit: next.event }
    for (const [number, { event }] of this.#commits)
      if (number > sequenceNr) return { sequenceNr: number, commit: event }
    return null
  }

  /** False when these entries are not the map at this number. An unknown map agrees with everything. */
  agrees(sequenceNr: number, entries: Readonly<Record<string, unknown>>): boolean {
    if (!this.#isKnown(sequenceNr)) return true
    let count = 0
    for (const [key, versions] of this.#versions) {
      const version = versionAt(versions, sequenceNr)
      if (version === undefined) continue
      if (!Object.hasOwn(entries, key) || !isSame(entries[key], version.value)) return false
      count += 1
    }
    return count === Object.keys(entries).length
  }

  /** False when the map at this number has another value; `null` stands for a missing entry. */
  agreesOn(sequenceNr: number, { key, value }: SetEntry): boolean {
    if (!this.#isKnown(sequenceNr)) return true
    return isSame(value ?? null, versionAt(this.#versions.get(key) ?? [], sequenceNr)?.value ?? null)
  }

  #isKnown(sequenceNr: number): boolean {
    // In the order of the commits, so the first is the lowest.
    const [unread = Number.POSITIVE_INFINITY] = this.#unread
    return sequenceNr >= this.#oldest && sequenceNr < unread
  }

  /** From now on the data is unknown at every number, because no event has the number 0. */
  #forgetData(): void {
    this.#unread.clear()
    this.#unread.add(0)
  }

  /** The number can no longer be looked up, so older values of its key can never be asked for. */
  #forget(number: number, key: string | null): void {
    this.#oldest = number
    const versions = key === null ? undefined : this.#versions.get(key)
    if (versions === undefined) return
    while (versions[1] !== undefined && versions[1].sequenceNr <= number) versions.shift()
  }
}

const versionAt = (versions: readonly Version[], sequenceNr: number): Version | undefined =>
  versions.findLast(each => each.sequenceNr <= sequenceNr)

const isSame = (a: unknown, b: unknown): boolean => a === b || canonicalJson(a) === canonicalJson(b)
