import type { TraceEvent } from '../../trace/trace-event.ts'
import { instrumentation } from '../actor/observe/instrumentation.ts'
import { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import type { LocalActorSystemOptions } from '../actor/system/local-actor-system-options.ts'
import { seededRandom } from '../random.ts'
import { ParticipantTracer } from '../remote/participant-tracer.ts'

/** A traced actor system that the test drives, and the function that removes and returns its new events. */
export function tracedSystem(options: Partial<LocalActorSystemOptions>): {
  readonly system: LocalActorSystem
  readonly drain: () => readonly TraceEvent[]
} {
  const tracer: ParticipantTracer = new ParticipantTracer('app', 0, () => system.now)
  const system: LocalActorSystem = new LocalActorSystem({
    name: 'app',
    address: 'pekko://app@app:1',
    uid: 1,
    random: seededRandom('1'),
    tracer,
    instrumentation,
    now: 0,
    maxMessagesPerMs: null,
    ...options,
  })
  return { system, drain: () => tracer.drain() }
}
