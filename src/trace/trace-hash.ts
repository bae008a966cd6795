import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { CanonicalEvents } from './canonical-json.ts'
import type { TraceEvent } from './trace-event.ts'

/** Lines are gathered up to this many characters, since the hash is fastest on long pieces. */
const gatherLength = 16_384

/**
 * SHA-256 over a trace: its events as canonical JSON, one a line, in the order of the trace. It can be read at
 * any time and goes on.
 * @example
 * const hash = new TraceHash()
 * for (const event of trace) hash.update(event)
 * hash.hex() // 64 digits
 */
export class TraceHash {
  readonly #sha = sha256.create()
  readonly #canonical = new CanonicalEvents()
  #gathered = ''
  #events = 0

  /** How many events went in. */
  get events(): number {
    return this.#events
  }

  update(event: TraceEvent): this {
    this.#gathered += this.#canonical.line(event)
    this.#events += 1
    if (this.#gathered.length >= gatherLength) this.#flush()
    return this
  }

  hex(): string {
    this.#flush()
    return bytesToHex(this.#sha.clone().digest())
  }

  #flush(): void {
    if (this.#gathered === '') return
    this.#sha.update(utf8ToBytes(this.#gathered))
    this.#gathered = ''
  }
}

export const traceHash = (events: Iterable<TraceEvent>): string => {
  const hash = new TraceHash()
  for (const event of events) hash.update(event)
  return hash.hex()
}
