import { describe, expect, test } from 'vitest'
import type { Action, Check, Verdict } from '../trace/index.ts'
import { RefusalError, type Refused, refuse } from '../trace/index.ts'
import type { Walkthrough } from './lesson.ts'
import { type PlayerState, WalkthroughPlayer, type WalkthroughPort } from './walkthrough-player.ts'

const kill = (participant: string): Action => ({ type: 'Kill', participant })
const stops = (participant: string): Check => ({
  type: 'eventually',
  what: { event: 'ParticipantStopped', where: { participant } },
})
const agreed: Check = { type: 'always', what: { fact: 'agreed' } }

const walkthrough: Walkthrough = {
  id: 'test',
  scenario: 'cqrs',
  seed: 7,
  settings: { profile: 'fast' },
  title: { en: 'Test', ja: '試験' },
  about: { en: 'Test.', ja: '試験。' },
  steps: [
    { id: 'hello', say: { en: 'Hello.', ja: 'こんにちは。' } },
    {
      id: 'kill',
      say: { en: 'It dies.', ja: '落ちる。' },
      actions: [kill('node-1')],
      await: { check: stops('node-1'), withinMs: 500, waiting: { en: 'the end', ja: '終わり' } },
      speed: 0.5,
      lamps: [{ check: agreed, words: { en: 'They agree.', ja: '一致している。' } }],
    },
    {
      id: 'again',
      say: { en: 'And again.', ja: 'また。' },
      actions: [kill('node-2'), kill('node-3')],
      await: { check: stops('node-3'), withinMs: 600, waiting: { en: 'the end', ja: '終わり' } },
    },
  ],
}

const noScenario = refuse('unknown-scenario', { scenario: 'x', known: 'cqrs' })

/** Records each call, and returns at once with the configured result. */
class FakePort implements WalkthroughPort {
  readonly calls: string[] = []
  verdict: Verdict = 'true'
  refuse: string | null = null
  /** `until` waits for this promise; null for none. */
  gate: Promise<void> | null = null
  broken: Refused | null = null

  async load(scenario: string, options: { seed: number; settings: object }): Promise<unknown> {
    this.calls.push(`load ${scenario} ${JSON.stringify(options)}`)
    return this.refuse === 'load' ? noScenario : undefined
  }

  async do(action: Action): Promise<unknown> {
    const name = 'participant' in action ? action.participant : action.type
    this.calls.push(`do ${name}`)
    return this.refuse === name ? refuse('not-running', { participant: name }) : { index: 0 }
  }

  async until(check: Check, { withinMs, speed }: { withinMs: number; speed: number }) {
    this.calls.push(`until ${check.type} ${withinMs} at ${speed}`)
    await this.gate
    if (this.broken !== null) throw new RefusalError(this.broken)
    return { verdict: this.verdict, at: 1000 + withinMs }
  }

  async check(): Promise<Verdict> {
    this.calls.push('check')
    return 'true'
  }

  async pause(): Promise<void> {
    this.calls.push('pause')
  }

  async show(at: number): Promise<void> {
    this.calls.push(`show ${at}`)
  }

  async replay(to: number, speed: number): Promise<void> {
    this.calls.push(`replay to ${to} at ${speed}`)
  }
}

const load = 'load cqrs {"seed":7,"settings":{"profile":"fast"}}'
const createPlayer = () => {
  const port = new FakePort()
  const player = new WalkthroughPlayer(walkthrough, port)
  const seen: string[] = []
  player.subscribe(({ step, status }) => seen.push(`${step.id} ${status}`))
  return { port, player, seen }
}

/** Shows and plays the next step. */
const playNext = async (player: WalkthroughPlayer) => {
  await player.next()
  return player.state.status === 'shown' ? player.next() : player.state
}

describe('a walkthrough player', () => {
  test('loads the run with seed and settings, and reaches a step without a check at once', async () => {
    const { port, player, seen } = createPlayer()
    expect(player.state.status).toBe('loading')
    expect(await player.start()).toMatchObject({ index: 0, status: 'reached', at: null })
    expect(port.calls).toEqual([load, 'pause'])
    expect(seen).toEqual(['hello loading', 'hello running', 'hello reached'])
  })

  test('shows the text of a step while nothing happens, and plays it at the second next', async () => {
    const { port, player, seen } = createPlayer()
    await player.start()
    port.calls.length = 0
    expect(await player.next()).toMatchObject({ index: 1, status: 'shown', verdicts: [] })
    expect(port.calls).toEqual([])
    expect(await player.next()).toMatchObject({ index: 1, status: 'reached', at: 1500, verdicts: ['true'] })
    expect(port.calls).toEqual(['pause', 'do node-1', 'until eventually 500 at 0.5', 'check'])
    expect(seen.slice(-3)).toEqual(['kill shown', 'kill running', 'kill reached'])
    await playNext(player)
    expect(port.calls.slice(-4)).toEqual(['pause', 'do node-2', 'do node-3', 'until eventually 600 at 1'])
  })

  test('ignores next at the end of the last step', async () => {
    const { port, player } = createPlayer()
    await player.goTo(2)
    await player.next()
    port.calls.length = 0
    expect(player.canGoNext).toBe(false)
    expect(await player.next()).toMatchObject({ index: 2 })
    expect(port.calls).toEqual([])
  })

  test('computes the steps before the given one at full speed and shows its text', async () => {
    const { port, player, seen } = createPlayer()
    expect(await player.goTo(2)).toMatchObject({ index: 2, status: 'shown' })
    expect(port.calls).toEqual([
      load,
      'pause',
      'pause',
      'do node-1',
      'until eventually 500 at Infinity',
      'check',
    ])
    expect(seen).toEqual(['again loading', 'again shown'])
  })

  test('shows the recorded end of the previous step at back, without computing it again', async () => {
    const { port, player } = createPlayer()
    await player.goTo(2)
    port.calls.length = 0
    expect(await player.back()).toMatchObject({ index: 1, status: 'reached', at: 1500, verdicts: ['true'] })
    expect(port.calls).toEqual(['show 1500'])
    expect(await player.back()).toMatchObject({ index: 0, status: 'reached' })
    expect(port.calls).toEqual(['show 1500', 'show 0'])
  })

  test('plays a recorded step from the recording, and the first new one on the run', async () => {
    const { port, player } = createPlayer()
    await player.goTo(2)
    await player.back()
    await player.back()
    port.calls.length = 0
    expect(await playNext(player)).toMatchObject({ index: 1, status: 'reached', verdicts: ['true'] })
    expect(port.calls).toEqual(['replay to 1500 at 0.5'])
    await playNext(player)
    expect(port.calls.slice(-3)).toEqual(['do node-2', 'do node-3', 'until eventually 600 at 1'])
  })

  test('ignores back at the first step', async () => {
    const { port, player } = createPlayer()
    await player.start()
    port.calls.length = 0
    expect(player.canGoBack).toBe(false)
    await player.back()
    expect(port.calls).toEqual([])
  })

  test.each<Verdict>(['open', 'false'])(
    'reports a step as missed when its check is %s at its limit, and can go on',
    async verdict => {
      const { port, player } = createPlayer()
      await player.start()
      port.verdict = verdict
      expect(await playNext(player)).toMatchObject({ status: 'missed', problem: null })
      expect(player.canGoNext).toBe(true)
    },
  )

  test('reports a refused action and does not wait for the check', async () => {
    const { port, player } = createPlayer()
    await player.goTo(2)
    port.refuse = 'node-2'
    port.calls.length = 0
    expect(await player.next()).toMatchObject({
      index: 2,
      status: 'refused',
      problem: refuse('not-running', { participant: 'node-2' }),
    })
    expect(port.calls).toEqual(['pause', 'do node-2'])
  })

  test('reports a run that cannot be loaded', async () => {
    const { port, player } = createPlayer()
    port.refuse = 'load'
    expect(await player.start()).toMatchObject({ status: 'refused', problem: noScenario })
  })

  test('reports an action that is refused while earlier steps are computed', async () => {
    const { port, player } = createPlayer()
    port.refuse = 'node-1'
    expect(await player.goTo(2)).toMatchObject({
      index: 2,
      status: 'refused',
      problem: refuse('not-running', { participant: 'node-1' }),
    })
    expect(port.calls.filter(call => call.startsWith('do'))).toEqual(['do node-1'])
  })

  test('reports a run that breaks during a step', async () => {
    const { port, player } = createPlayer()
    await player.start()
    port.broken = refuse('run-closed')
    expect(await playNext(player)).toMatchObject({
      index: 1,
      status: 'refused',
      problem: refuse('run-closed'),
    })
  })

  test('ignores goTo with an index without a step', async () => {
    const { port, player } = createPlayer()
    expect(await player.goTo(3)).toMatchObject({ index: 0 })
    expect(port.calls).toEqual([])
  })
})

describe('a walkthrough player during a step', () => {
  const running = async () => {
    const { port, player, seen } = createPlayer()
    await player.start()
    await player.next()
    let open = (): void => {}
    port.gate = new Promise(resolve => {
      open = () => resolve()
    })
    const playing = player.next()
    while (!port.calls.some(call => call.startsWith('until'))) await Promise.resolve()
    return { port, player, seen, open, playing }
  }

  test('ignores next', async () => {
    const { port, player, open, playing } = await running()
    expect(player.canGoNext).toBe(false)
    const before = port.calls.length
    expect(await player.next()).toMatchObject<Partial<PlayerState>>({ index: 1, status: 'running' })
    open()
    expect(await playing).toMatchObject({ index: 1, status: 'reached' })
    expect(port.calls.length).toBeGreaterThan(before)
    expect(port.calls.filter(call => call.startsWith('do'))).toEqual(['do node-1'])
  })

  test('abandons the step at back, ignores its result, and plays it on a new run afterwards', async () => {
    const { port, player, seen, open, playing } = await running()
    await player.back()
    expect(player.state).toMatchObject({ index: 0, status: 'reached' })
    const notified = seen.length
    open()
    await playing
    expect(player.state).toMatchObject({ index: 0, status: 'reached' })
    expect(seen).toHaveLength(notified)
    port.calls.length = 0
    port.gate = null
    expect(await playNext(player)).toMatchObject({ index: 1, status: 'reached' })
    expect(port.calls.slice(0, 4)).toEqual([load, 'pause', 'pause', 'do node-1'])
  })

  test('ignores the failure of an abandoned run', async () => {
    const { port, player, open, playing } = await running()
    await player.back()
    port.broken = refuse('run-closed')
    open()
    await expect(playing).resolves.toMatchObject({ index: 0, status: 'reached', problem: null })
  })

  test('does not notify a listener that has unsubscribed', async () => {
    const { player, open, playing } = await running()
    const notified: PlayerState[] = []
    const stop = player.subscribe(state => notified.push(state))
    stop()
    open()
    await playing
    expect(notified).toEqual([])
  })
})
