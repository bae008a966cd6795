import type { Random } from '../runtime/random.ts'
import { eventId } from '../trace/identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../trace/trace-event.ts'
import type { TimedAct } from './trial.ts'
import { inOrder } from './with-fault.ts'

type Delayable = TraceEventOf<'MessageSent'> & { readonly toNode: string; readonly dueAt: number }

const isDelayable = (event: TraceEvent): event is Delayable =>
  event.type === 'MessageSent' &&
  event.toNode !== undefined &&
  event.dueAt !== undefined &&
  event.dueAt > event.at + 1 &&
  event.periodic !== true

/** Endless random priorities: in each run one to three messages of the given run take ten times as long. */
export function* slowMessages(
  random: Random,
  acts: readonly TimedAct[],
  trace: readonly TraceEvent[],
): Generator<readonly TimedAct[], void> {
  const sent = trace.filter(isDelayable)
  if (sent.length === 0) return
  for (;;) {
    const slow = Array.from({ length: 1 + random.below(3) }, (): TimedAct => {
      const event = random.pick(sent)
      const { at, toNode: participant, dueAt } = event
      const action = { type: 'Delay', participant, message: eventId(event), forMs: 9 * (dueAt - at) } as const
      return { at: at + 1, action }
    })
    yield inOrder([...acts, ...slow])
  }
}
