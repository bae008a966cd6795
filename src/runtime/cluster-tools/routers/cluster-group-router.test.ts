import { describe, expect, test } from 'vitest'
import { type ActorRef, Behaviors } from '../../actor/index.ts'
import { TestCluster } from '../../testkit/test-cluster.ts'
import type { ClusterGroupRouterOptions } from './cluster-group-router.ts'
import type { RouterEnvelope } from './router-envelope.ts'
import { Routers } from './routers.ts'

type Question = { readonly text: string; readonly replyTo: ActorRef<string> }
interface StartedRouter {
  readonly id: string
  readonly ref: ActorRef<Question | RouterEnvelope<Question>>
}
type Options = ClusterGroupRouterOptions<Question>

const paths = ['/user/one', '/user/two']
const byText = {
  type: 'consistent-hashing',
  virtualNodesFactor: 10,
  keyOf: ({ text }: Question) => text,
} as const

/** Nodes with two actors each, which reply with their node and name. */
function cluster(roles: { readonly [id: string]: readonly string[] } = {}) {
  const test = new TestCluster({
    seeds: ['a'],
    settings: { downing: { strategy: 'none' } },
    setup: (system, id) => {
      for (const name of ['one', 'two'])
        system.spawn(
          Behaviors.receiveMessage<Question>(({ text, replyTo }) => {
            replyTo.tell(text === '' ? `${id} ${name}` : `${id} ${name} ${text}`)
            return Behaviors.same
          }),
          name,
        )
    },
  })
  const add = (...ids: readonly string[]) => {
    for (const id of ids) {
      test.start(id, { roles: roles[id] ?? [] })
      test.awaitAgreement()
    }
  }
  /** The replies of all routees to a broadcast of a node's router, as `a one, b one`. */
  const routees = (router: StartedRouter) =>
    replies(router, replyTo => [Routers.broadcast({ text: '', replyTo })])
      .sort()
      .join(', ')
  const replies = (
    router: StartedRouter,
    messages: (replyTo: ActorRef<string>) => readonly (Question | RouterEnvelope<Question>)[],
  ) => {
    const probe = test.probe<string>(router.id)
    for (const message of messages(probe.ref)) router.ref.tell(message)
    test.network.advance(100)
    return [...probe.pending]
  }
  const router = (id: string, options: Partial<Options> = {}): StartedRouter => {
    const behavior = Routers.clusterGroup<Question>({ routeesPaths: paths, ...options })
    const ref = test.network.node(id).system.spawn(behavior, `router-${++routers}`)
    test.network.advance(10)
    return { id, ref }
  }
  return { test, add, router, routees, replies }
}

let routers = 0

describe('a cluster group router', () => {
  test('gets routees with each new member, and loses those of an unreachable one until it is reachable [C-216]', () => {
    const { test, add, router, routees } = cluster()
    add('a', 'b')
    const one = router('a', { routeesPaths: ['/user/one'] })
    expect(routees(one)).toBe('a one, b one')
    add('c')
    expect(routees(one)).toBe('a one, b one, c one')
    test.partition(['a'], ['b'])
    test.awaitUntil('a misses b', () => test.view('a').includes('b Up unreachable'))
    test.heal(['a'], ['b'])
    // The link works again, but the router follows the membership, in which b is still unreachable.
    expect(routees(one)).toBe('a one, c one')
    test.awaitUntil('a reaches b', () => !test.view('a').includes('unreachable'))
    expect(routees(one)).toBe('a one, b one, c one')
  })

  test('replaces the routees of a downed node by others, up to the total number of instances [C-216]', () => {
    const { test, add, router, routees } = cluster()
    add('a', 'b', 'c', 'd')
    const three = router('a', { routeesPaths: ['/user/one'], totalInstances: 3 })
    expect(routees(three)).toBe('a one, b one, c one')
    test.kill('b')
    test.awaitUntil('a misses b', () => test.view('a').includes('b Up unreachable'))
    test.at('a').down(test.network.addressOf('b'))
    test.awaitUntil('b is removed', () => test.statusOf('b', 'a') === 'Removed')
    expect(routees(three)).toBe('a one, c one, d one')
  })

  test('has routees only on nodes with its roles, and on its own node only if it may [C-217]', () => {
    const { add, router, replies } = cluster({ a: ['a', 'c'], b: ['b', 'c'], c: ['b', 'c'] })
    add('a', 'b', 'c')
    /** The number of actors on each node among those that reply to six messages. */
    const perNode = (options: Partial<Options>) => {
      const six = (replyTo: ActorRef<string>) => Array.from({ length: 6 }, () => ({ text: '', replyTo }))
      const answered = new Set(replies(router('a', { totalInstances: 6, ...options }), six))
      return ['a', 'b', 'c'].map(id => [...answered].filter(reply => reply.startsWith(id)).length)
    }
    expect(perNode({ useRoles: ['b'] })).toEqual([0, 2, 2])
    expect(perNode({ useRoles: ['a'] })).toEqual([2, 0, 0])
    expect(perNode({ useRoles: ['c'] })).toEqual([2, 2, 2])
    expect(perNode({ useRoles: ['c'], allowLocalRoutees: false })).toEqual([0, 2, 2])
    expect(perNode({ useRoles: ['a', 'c'], allowLocalRoutees: false })).toEqual([0, 0, 0])
  })

  test('has one routee on each node before it has two on one', () => {
    const { add, router, routees } = cluster()
    add('a', 'b')
    expect(routees(router('a', { totalInstances: 3 }))).toBe('a one, a two, b one')
    expect(routees(router('a', { totalInstances: 2 }))).toBe('a one, b one')
  })

  test('with consistent hashing sends a key to the same routee from every node [C-218]', () => {
    const { add, router, replies } = cluster()
    add('a', 'b', 'c')
    const keys = Array.from({ length: 20 }, (_, i) => `key ${i}`)
    const choices = (id: string, wrap: (question: Question) => Question | RouterEnvelope<Question>) =>
      replies(router(id, { routing: byText }), replyTo => keys.map(text => wrap({ text, replyTo }))).sort()
    const fromA = choices('a', question => question)
    expect(new Set(fromA.map(reply => reply.slice(0, 5))).size).toBeGreaterThan(3)
    expect(choices('b', question => question)).toEqual(fromA)
    expect(choices('c', question => question)).toEqual(fromA)
    // The key of an envelope comes before that of the message.
    const together = choices('a', question => Routers.hashable(question, 'one key'))
    expect(new Set(together.map(reply => reply.slice(0, 5))).size).toBe(1)
    expect(choices('b', question => Routers.hashable(question, 'one key'))).toEqual(together)
  })

  test('sends messages to dead letters while it has no routees', () => {
    const { test, add, router } = cluster()
    add('a')
    router('a', { useRoles: ['nobody'] }).ref.tell({ text: 'lost', replyTo: test.probe<string>('a').ref })
    test.network.advance(10)
    expect(test.network.eventsOf('DeadLetter', 'a').map(({ to }) => to)).toEqual(['/deadLetters'])
  })

  test('refuses no paths, a path with an address, and less than one instance', () => {
    const refused = (options: Partial<Options>) => () =>
      Routers.clusterGroup<Question>({ routeesPaths: paths, ...options })
    expect(refused({ routeesPaths: [] })).toThrow('give at least one path')
    expect(refused({ routeesPaths: ['pekko://test@a:1/user/one'] })).toThrow('instead of [pekko://test@a:1/')
    expect(refused({ totalInstances: 0 })).toThrow('totalInstances instead of [0]')
  })
})
