import type { Action, MessageAction, Refused } from '../src/trace/index.ts'

/** An act on some message that is in flight when its turn comes. */
type ActOnSome = { readonly type: 'OnMessage'; readonly act: MessageAction['type'] }

/** The pause before an act, in virtual ms, and the act. */
export type Step = readonly [pauseMs: number, act: Action | ActOnSome]

const tell = (message: Extract<Action, { type: 'Tell' }>['message']): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message,
})
const write = (i: number): Action => tell({ type: 'Write', key: `key-${i % 5}`, value: `value-${i}` })
const on = (act: MessageAction['type']): ActOnSome => ({ type: 'OnMessage', act })

/** Every new kind of act, with writes between them, so that messages are in flight. */
export const everyKindOfAct: readonly Step[] = [
  [100, write(1)],
  [100, on('Hold')],
  [20, on('Delay')],
  [20, on('Duplicate')],
  [20, on('Drop')],
  [20, on('MoveBefore')],
  [20, on('DeliverNow')],
  [400, on('Release')],
  [100, write(2)],
  [50, { type: 'Cut', links: [{ from: 'node-3', to: 'node-1', oneWay: true }] }],
  [300, { type: 'SetLinks', latency: { minMs: 3, maxMs: 400 }, lossPercent: 10 }],
  [300, write(3)],
  [200, { type: 'Freeze', participant: 'node-2', forMs: 700 }],
  [100, { type: 'Block', participant: 'node-4', forMs: 500 }],
  [300, write(4)],
  [300, { type: 'Heal' }],
  [100, { type: 'SetLinks', latency: null, lossPercent: 0 }],
  [100, { type: 'HoldArrivals', hold: 'application' }],
  [100, write(5)],
  [600, on('Release')],
  [100, { type: 'HoldArrivals', hold: 'nothing' }],
  [200, { type: 'Kill', participant: 'node-4' }],
  [100, { type: 'Freeze', participant: 'database' }],
  [100, write(6)],
  [300, { type: 'Thaw', participant: 'database' }],
  [
    200,
    {
      type: 'Partition',
      sides: [
        ['node-1', 'node-2', 'database'],
        ['node-3', 'client'],
      ],
    },
  ],
  [700, { type: 'Heal' }],
  [200, { type: 'Start', participant: 'node-4' }],
  [500, write(7)],
  [300, { type: 'PowerFailure' }],
]

/** The way in which the run is played. */
export interface Way {
  /** Virtual ms per real ms; null: as fast as possible. */
  readonly speed: number | null
  /** Looks into the past before every act. */
  readonly scrubs?: true
  /** Blocks the page's main thread for most of the time. */
  readonly busy?: true
  /** Grows a branch at these steps in the end, each of the branch before it, and repeats the acts after it there. */
  readonly branchesAt?: readonly number[]
}

/** A run file of the played run, and the hashes of its branches. */
export interface Played {
  readonly file: string
  readonly branches: readonly string[]
}

/** Plays the steps in the page. Runs in the page, so it uses nothing but its arguments. */
export async function playInPage(seed: number, steps: readonly Step[], way: Way): Promise<Played> {
  const playground = window.playground!
  // Chromium delays the timers of a hidden page by up to a minute, but not its port messages.
  const sleep = (ms: number) =>
    new Promise(resolve => {
      if (!document.hidden) return setTimeout(resolve, ms)
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        resolve(undefined)
      }
      port2.postMessage(null)
    })
  const unwrap = <T>(answer: T): Exclude<T, Refused> => {
    const { refused } = (answer ?? {}) as Partial<Refused>
    if (refused !== undefined) throw new Error(refused)
    return answer as Exclude<T, Refused>
  }
  const now = async () => unwrap(await playground.time.now())
  unwrap(await playground.load('cqrs', { seed }))
  unwrap(await playground.time.runUntil(6000))
  unwrap(await playground.time.speed(way.speed ?? Number.POSITIVE_INFINITY))
  const burner = way.busy
    ? setInterval(() => {
        const until = performance.now() + 40
        while (performance.now() < until);
      }, 50)
    : undefined

  const actionOf = async (act: Step[1]): Promise<Action | null> => {
    if (act.type !== 'OnMessage') return act
    const at = await now()
    const { flights } = unwrap(await playground.view())
    const some = flights.filter(({ dueAt, held, lost }) =>
      act.act === 'Release' ? held : !held && !lost && dueAt > at,
    )
    const one = some[0]
    if (one === undefined) return null
    const target = { participant: one.to, message: one.id }
    if (act.act === 'Delay') return { type: 'Delay', ...target, forMs: 150 }
    if (act.act !== 'MoveBefore') return { type: act.act, ...target }
    const before = some.find(({ id, to }) => to === one.to && id !== one.id)
    return before === undefined ? null : { type: 'MoveBefore', ...target, before: before.id }
  }

  for (const [index, [pauseMs, act]] of steps.entries()) {
    const from = await now()
    unwrap(await playground.time.play())
    while ((await now()) < from + pauseMs) await sleep(5)
    if (way.scrubs) {
      await playground.time.pause()
      const end = await now()
      for (const share of [0.5, 0, 0.9, index / steps.length])
        unwrap(await playground.time.seek(Math.floor(end * share)))
    }
    const action = await actionOf(act)
    // An act on a message that has just been handled may be refused.
    if (action !== null) await playground.do(action)
  }
  await playground.time.pause()
  clearInterval(burner)
  unwrap(await playground.time.runUntil((await now()) + 3000))
  const file = unwrap(await playground.exportRun())
  const { actions, until } = JSON.parse(file) as {
    readonly actions: readonly { readonly at: number; readonly action: Action }[]
    readonly until: number
  }
  const branches: string[] = []
  for (const step of way.branchesAt ?? []) {
    const fork = actions[step]!.at - 1
    unwrap(await playground.time.branch(fork))
    for (const { at, action } of actions.filter(({ at }) => at > fork)) {
      if (at - 1 > (await now())) unwrap(await playground.time.runUntil(at - 1))
      unwrap(await playground.do(action))
    }
    unwrap(await playground.time.runUntil(until))
    branches.push(unwrap(await playground.traceHash()))
  }
  return { file, branches }
}
