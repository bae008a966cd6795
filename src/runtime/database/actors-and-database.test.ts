import { describe, expect, test } from 'vitest'
import type { TraceEvent, TraceEventOf } from '../../trace/trace-event.ts'
import { type ActorRef, Behaviors, SupervisorStrategy } from '../actor/index.ts'
import { ActorParticipant } from '../node/actor-participant.ts'
import type { Boot, Envelope, Participant } from '../participant.ts'
import {
  Effect,
  EventSourcedBehavior,
  inMemoryStores,
  Persistence,
  PersistenceId,
  RetentionCriteria,
  type Stores,
} from '../persistence/index.ts'
import { seededRandom } from '../random.ts'
import { DatabaseParticipant, defaultDatabaseSettings } from './index.ts'

const links = { default: { minMs: 5, maxMs: 20 } }
const databasePath = 'pekko://Database@database:5432/system/journal'

interface Written {
  readonly type: 'Written'
  readonly text: string
}
type Write = { readonly type: 'Write'; readonly text: string; readonly replyTo: ActorRef<Ack> }
interface Ack {
  readonly type: 'Ack'
  readonly text: string
  readonly sequenceNr: number
}

const writer = Behaviors.setup<Write>(context =>
  EventSourcedBehavior.create<Write, Written, readonly string[]>({
    persistenceId: PersistenceId.ofUniqueId('writer'),
    emptyState: [],
    eventHandler: (texts, { text }) => [...texts, text],
    commandHandler: (_, { text, replyTo }) =>
      Effect.persist<Written, readonly string[]>({ type: 'Written', text }).thenReply(replyTo, () => ({
        type: 'Ack',
        text,
        sequenceNr: EventSourcedBehavior.lastSequenceNumber(context),
      })),
    retention: RetentionCriteria.snapshotEvery({ events: 7, keep: 2, deleteEvents: true }),
    onPersistFailure: SupervisorStrategy.restartWithBackoff({
      minBackoffMs: 300,
      maxBackoffMs: 3000,
      randomFactor: 0.2,
    }),
  }),
)

/** A node with a writer (a new text every 70 ms) and the database; the test starts and kills either, and stops the writer. */
class Run {
  readonly trace: TraceEvent[] = []
  readonly acknowledged: Ack[] = []
  now = 0
  /** Stops the writer before the next text. */
  stopsWriter = false
  private readonly seed: number
  private readonly stores: Stores
  private readonly width: () => number
  private readonly lives = new Map<
    string,
    { participant: Participant | null; incarnation: number; seq: number }
  >()
  private inbox: Envelope[] = []
  private texts = 0

  constructor(seed: number, stores: Stores, width: () => number) {
    this.seed = seed
    this.stores = stores
    this.width = width
  }

  start(id: 'node' | 'database'): void {
    const life = this.lives.get(id) ?? { participant: null, incarnation: 0, seq: 0 }
    life.incarnation++
    const boot = {
      id,
      incarnation: life.incarnation,
      firstSeq: life.seq,
      at: this.now,
      cause: null,
      roles: [],
    }
    life.participant = id === 'node' ? this.node(boot) : this.database(boot)
    this.lives.set(id, life)
  }

  kill(id: 'node' | 'database'): void {
    this.lives.get(id)!.participant = null
    this.inbox = this.inbox.filter(each => each.to !== id)
  }

  running(id: 'node' | 'database'): boolean {
    return this.lives.get(id)?.participant != null
  }

  async until(end: number): Promise<void> {
    while (this.now < end) {
      const from = this.now
      const to = Math.min(end, from + this.width())
      const sent: Envelope[] = []
      for (const [id, life] of this.lives) {
        if (life.participant === null) continue
        const inbox = this.inbox
          .filter(each => each.to === id && each.due < to)
          .sort((a, b) => a.due - b.due || a.fromIncarnation - b.fromIncarnation || a.seq - b.seq)
        this.inbox = this.inbox.filter(each => !inbox.includes(each))
        const result = await life.participant.advance({ from, to, inbox, commands: [] })
        life.seq += result.trace.length
        this.trace.push(...result.trace)
        sent.push(...result.outbox)
      }
      for (const each of sent) if (this.running(each.to as 'node' | 'database')) this.inbox.push(each)
      this.now = to
    }
  }

  events<T extends TraceEvent['type']>(type: T): readonly TraceEventOf<T>[] {
    return this.trace.filter((event): event is TraceEventOf<T> => event.type === type)
  }

  private database(boot: Boot): DatabaseParticipant {
    const address = 'pekko://Database@database:5432'
    return new DatabaseParticipant({
      boot,
      address,
      seed: this.seed,
      stores: this.stores,
      settings: defaultDatabaseSettings,
      links,
    })
  }

  private node(boot: Boot): ActorParticipant {
    return new ActorParticipant({
      boot,
      kind: 'node',
      name: 'Sys',
      address: 'pekko://Sys@node:1',
      addressToId: address => (address.includes('database') ? 'database' : null),
      links,
      seed: this.seed,
      maxMessagesPerMs: 20,
      traced: true,
      setup: system => {
        Persistence.get(system).useDatabase(databasePath)
        const acks = system.spawn(
          Behaviors.receiveMessage<Ack>(ack => {
            this.acknowledged.push(ack)
            return Behaviors.same
          }),
          'acks',
        )
        system.spawn(
          Behaviors.setup<'tick' | 'stopped'>(context => {
            const started = (): ActorRef<Write> => {
              const ref = context.spawn(writer, 'writer')
              context.watchWith(ref, 'stopped')
              return ref
            }
            let target = started()
            return Behaviors.withTimers(timers => {
              timers.startTimerWithFixedDelay('tick', 'tick', 70)
              return Behaviors.receiveMessage(message => {
                if (message === 'stopped') target = started()
                else {
                  if (this.stopsWriter) context.stop(target)
                  this.stopsWriter = false
                  target.tell({ type: 'Write', text: `text-${++this.texts}`, replyTo: acks })
                }
                return Behaviors.same
              })
            })
          }),
          'source',
        )
      },
    })
  }
}

/** Kills the writer, its node or the database at a random moment and starts it again, so many times, then runs 20 s without faults. */
async function faultyRun(seed: number, kills: number, stores: Stores, width: () => number): Promise<Run> {
  const run = new Run(seed, stores, width)
  const dice = seededRandom(`faults/${seed}`)
  run.start('database')
  run.start('node')
  for (let kill = 0; kill < kills; kill++) {
    await run.until(run.now + dice.below(600))
    const id = dice.pick(['writer', 'node', 'database'] as const)
    if (id === 'writer') run.stopsWriter = true
    else {
      run.kill(id)
      await run.until(run.now + dice.below(300))
      run.start(id)
    }
  }
  await run.until(run.now + 20_000)
  return run
}

/** The state that a recovery restores: the newest snapshot and the events after it. */
async function stateIn({ journal, snapshots }: Stores): Promise<readonly string[]> {
  const saved = await snapshots.load('writer', {})
  const base = (saved?.snapshot ?? []) as readonly string[]
  const after = { fromSequenceNr: (saved?.sequenceNr ?? 0) + 1, toSequenceNr: 99_999, max: 99_999 }
  const events = await journal.replay('writer', after)
  return [...base, ...events.map(each => (each.payload as unknown as Written).text)]
}

describe('randomly killed and started actors and database', () => {
  test('keep every acknowledged event, number and order under 1,000 kills, with no snapshot ahead of the events', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const stores = inMemoryStores()
      const run = await faultyRun(seed, 100, stores, () => 5)
      const state = await stateIn(stores)
      expect(run.acknowledged.length, `seed ${seed}`).toBeGreaterThan(100)
      for (const { text, sequenceNr } of run.acknowledged)
        expect(state[sequenceNr - 1], `seed ${seed}`).toBe(text)
      expect(new Set(state).size, `seed ${seed}`).toBe(state.length)
      const numbers = state.map(text => Number(text.slice('text-'.length)))
      expect(numbers, `seed ${seed}`).toEqual(numbers.toSorted((a, b) => a - b))
      const changes = run.events('JournalChanged')
      expect(changes.at(-1)!.highestSequenceNr).toBe(state.length)
      for (const { snapshots, highestSequenceNr } of changes)
        expect(Math.max(0, ...snapshots), `seed ${seed}`).toBeLessThanOrEqual(highestSequenceNr)
      expect(run.events('ActorStopped').length, `seed ${seed}`).toBeGreaterThan(5)
    }
  })

  test('produce the same trace for any width of rounds', async () => {
    const key = (event: TraceEvent) =>
      `${String(event.at).padStart(9, '0')} ${event.node} ${String(event.seq).padStart(9, '0')}`
    const sortedTrace = (run: Run) => run.trace.map(event => `${key(event)} ${JSON.stringify(event)}`).sort()
    const random = seededRandom('cuts')
    const wide = sortedTrace(await faultyRun(3, 15, inMemoryStores(), () => 5))
    expect(sortedTrace(await faultyRun(3, 15, inMemoryStores(), () => 1))).toEqual(wide)
    expect(sortedTrace(await faultyRun(3, 15, inMemoryStores(), () => 1 + random.below(5)))).toEqual(wide)
  })
})
