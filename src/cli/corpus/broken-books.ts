import type { RunPlan } from '../../conductor/host.ts'
import { inProcessHosts } from '../../conductor/in-process-host.ts'
import {
  type Behavior,
  Behaviors,
  createDatabase,
  createPlainNode,
  Effect,
  EventSourcedBehavior,
  Persistence,
  PersistenceId,
  SupervisorStrategy,
} from '../../runtime/index.ts'
import { inMemoryStores } from '../../runtime/persistence/index.ts'
import type { Action } from '../../trace/action.ts'
import { refuse } from '../../trace/refused.ts'
import type { Story } from './story.ts'

/** A scenario for the corpus only: persistent actors with faults that no action can cause. */
export const brokenBooks = 'broken-books'

type Command = {
  readonly type: 'Write' | 'Throw' | 'WriteCyclic' | 'WriteFunction' | 'TellCyclic' | 'Cyclic'
}
interface Written {
  readonly type: string
  readonly more?: unknown
}

const links = { default: { minMs: 5, maxMs: 20 } }
const node = { id: 'node', kind: 'node', address: 'pekko://Books@node:2551', roles: [] } as const
const database = {
  id: 'database',
  kind: 'database',
  address: 'pekko://Database@database:5432',
  roles: [],
} as const

export const brokenBooksPlan = (seed: number): RunPlan => ({
  scenario: brokenBooks,
  seed,
  participants: [database, node],
  settings: {},
  smallestLatencyMs: links.default.minMs,
  newParticipant: id => refuse('no-cluster', { scenario: 'broken-books', participant: id }),
  refuse: () => null,
})

export function brokenBooksHosts(seed: number) {
  const stores = inMemoryStores()
  return inProcessHosts((who, boot) =>
    who.kind === 'database'
      ? createDatabase({ boot, address: who.address, seed, links, latency: { minMs: 5, maxMs: 15 }, stores })
      : createPlainNode({
          boot,
          address: who.address,
          seed,
          links,
          maxMessagesPerMs: 20,
          setup: system => {
            Persistence.get(system).useDatabase(`${database.address}/system/journal`)
            system.spawn(supervised(book('sound', false)), 'sound')
            system.spawn(supervised(book('fragile', true)), 'fragile')
          },
        }),
  )
}

const supervised = (behavior: Behavior<Command>): Behavior<Command> =>
  Behaviors.supervise(behavior).onFailure(
    SupervisorStrategy.restartWithBackoff({ minBackoffMs: 500, maxBackoffMs: 4000, randomFactor: 0.2 }),
  )

const cyclic = (type: string): Written & Command => {
  const event: { type: string; more?: unknown } = { type }
  event.more = { round: [event] }
  return event as Written & Command
}

/** The event handler of `fragile` throws a native error on every replayed event. */
const book = (id: string, fragile: boolean): Behavior<Command> =>
  Behaviors.setup<Command>(context => {
    let recovered = false
    return EventSourcedBehavior.create<Command, Written, readonly string[]>({
      persistenceId: PersistenceId.ofUniqueId(id),
      emptyState: [],
      commandHandler: (lines, { type }) => {
        switch (type) {
          case 'Write':
            return Effect.persist<Written, readonly string[]>({ type: 'Line' })
          case 'Throw':
            return JSON.parse('{')
          case 'WriteCyclic':
            return Effect.persist<Written, readonly string[]>(cyclic('Line'))
          case 'WriteFunction':
            return Effect.persist<Written, readonly string[]>({ type: 'Line', more: { f: () => lines } })
          case 'TellCyclic':
            context.self.tell(cyclic('Cyclic'))
            return Effect.none()
          case 'Cyclic':
            return Effect.unhandled()
        }
      },
      eventHandler: (lines, event) => {
        if (fragile && !recovered) return (undefined as unknown as string[]).concat(event.type)
        return [...lines, event.type]
      },
      receiveSignal: (_, signal) => {
        if (signal.type !== 'RecoveryCompleted') return 'unhandled'
        recovered = true
      },
    })
  })

const tell = (name: string, type: Command['type']): Action => ({
  type: 'Tell',
  participant: 'node',
  actor: `/user/${name}`,
  message: { type },
})

export const brokenBooksStory: Story = {
  name: brokenBooks,
  scenario: brokenBooks,
  seed: 1,
  steps: [
    [1000, tell('sound', 'Write'), tell('sound', 'WriteCyclic'), tell('sound', 'Write')],
    [3000, tell('sound', 'WriteFunction'), tell('sound', 'TellCyclic'), tell('sound', 'Write')],
    [5000, tell('sound', 'Throw'), tell('sound', 'Write')],
    [8000, tell('fragile', 'Write'), tell('fragile', 'Write')],
    [9000, tell('fragile', 'Throw'), tell('fragile', 'Write')],
    [15_000, { type: 'PowerFailure' }],
    [16_000, tell('sound', 'Write')],
  ],
  until: 25_000,
}
