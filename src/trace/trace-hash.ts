import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { CanonicalEvents } from './canonical-json.ts'
import type { TraceEvent } from './trace-event.ts'

/** Characters of canonical JSON to collect before hashing them, because SHA-256 is fastest on long pieces. */
const chunkLength = 16_384

/**
 * SHA-256 over a trace: its events as canonical JSON, one per line, in the order of the trace. The hash can be read at any
 * time, and further events can be added afterwards.
 * @example
 * const hash = new TraceHash()
 * for (const event of trace) hash.update(event)
 * hash.hex() // 64 digits
 */
export class TraceHash {
  readonly #sha = sha256.create()
  readonly #canonical = new CanonicalEvents()
  #pending = ''
  #events = 0

  /** Number of hashed events. */
  get events(): number {
    return this.#events
  }

  update(event: TraceEvent): this {
    this.#pending += this.#canonical.line(event)
    this.#events += 1
    if (this.#pending.length >= chunkLength) this.#flush()
    return this
  }

  /** The hash of all events so far: 64 hexadecimal digits. */
  hex(): string {
    this.#flush()
    return bytesToHex(this.#sha.clone().digest())
  }

  #flush(): void {
    if (this.#pending === '') return
    this.#sha.update(utf8ToBytes(this.#pending))
    this.#pending = ''
  }
}

/** The hash of a whole trace: 64 hexadecimal digits. */
export const traceHash = (events: Iterable<TraceEvent>): string => {
  const hash = new TraceHash()
  for (const event of events) hash.update(event)
  return hash.hex()
}
