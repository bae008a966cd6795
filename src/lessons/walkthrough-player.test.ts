import { describe, expect, test } from 'vitest'
import type { Action, Check, Verdict } from '../trace/index.ts'
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
      await: { check: stops('node-1'), withinMs: 500 },
      speed: 0.5,
      checks: [agreed],
    },
    {
      id: 'again',
      say: { en: 'And again.', ja: 'また。' },
      actions: [kill('node-2'), kill('node-3')],
      await: { check: stops('node-3'), withinMs: 600 },
    },
  ],
}

/** Records each call, and returns at once with the configured result. */
class FakePort implements WalkthroughPort {
  readonly calls: string[] = []
  verdict: Verdict = 'true'
  refuse: string | null = null
  /** `until` waits for this promise; null for none. */
  gate: Promise<void> | null = null
  broken: string | null = null

  async load(scenario: string, options: { seed: number; settings: object }): Promise<unknown> {
    this.calls.push(`load ${scenario} ${JSON.stringify(options)}`)
    return this.refuse === 'load' ? { refused: 'No such scenario.' } : undefined
  }

  async do(action: Action): Promise<unknown> {
    const name = 'participant' in action ? action.participant : action.type
    this.calls.push(`do ${name}`)
    return this.refuse === name ? { refused: `${name} is dead already.` } : { index: 0 }
  }

  async until(check: Check, { withinMs, speed }: { withinMs: number; speed: number }) {
    this.calls.push(`until ${check.type} ${withinMs} at ${speed}`)
    await this.gate
    if (this.broken !== null) throw new Error(this.broken)
    return { verdict: this.verdict, at: 1000 + withinMs }
  }

  async check(): Promise<Verdict> {
    this.calls.push('check')
    return 'true'
  }

  async pause(): Promise<void> {
    this.calls.push('pause')
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

describe('a walkthrough player', () => {
  test('loads the run with seed and settings, and reaches a step without a check at once', async () => {
    const { port, player, seen } = createPlayer()
    expect(player.state.status).toBe('loading')
    expect(await player.start()).toMatchObject({ index: 0, status: 'reached', at: null })
    expect(port.calls).toEqual([load, 'pause'])
    expect(seen).toEqual(['hello loading', 'hello running', 'hello reached'])
  })

  test('pauses, acts, waits at the speed of the step, then evaluates its checks at next', async () => {
    const { port, player, seen } = createPlayer()
    await player.start()
    port.calls.length = 0
    expect(await player.next()).toMatchObject({ index: 1, status: 'reached', at: 1500, verdicts: ['true'] })
    expect(port.calls).toEqual(['pause', 'do node-1', 'until eventually 500 at 0.5', 'check'])
    expect(seen.slice(-2)).toEqual(['kill running', 'kill reached'])
    await player.next()
    expect(port.calls.slice(-4)).toEqual(['pause', 'do node-2', 'do node-3', 'until eventually 600 at 1'])
  })

  test('ignores next at the last step', async () => {
    const { port, player } = createPlayer()
    await player.goTo(2)
    port.calls.length = 0
    expect(player.canGoNext).toBe(false)
    expect(await player.next()).toMatchObject({ index: 2 })
    expect(port.calls).toEqual([])
  })

  test('replays a new run up to the previous step at full speed at back', async () => {
    const { port, player, seen } = createPlayer()
    await player.goTo(2)
    port.calls.length = 0
    seen.length = 0
    expect(await player.back()).toMatchObject({ index: 1, status: 'reached', verdicts: ['true'] })
    expect(port.calls).toEqual([
      load,
      'pause',
      'pause',
      'do node-1',
      'until eventually 500 at Infinity',
      'check',
    ])
    expect(seen).toEqual(['kill loading', 'kill loading', 'kill reached'])
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
      expect(await player.next()).toMatchObject({ status: 'missed', problem: null })
      expect(player.canGoNext).toBe(true)
    },
  )

  test('reports a refused action and does not wait for the check', async () => {
    const { port, player } = createPlayer()
    await player.goTo(1)
    port.refuse = 'node-2'
    port.calls.length = 0
    expect(await player.next()).toMatchObject({
      index: 2,
      status: 'refused',
      problem: 'node-2 is dead already.',
    })
    expect(port.calls).toEqual(['pause', 'do node-2'])
  })

  test('reports a run that cannot be loaded', async () => {
    const { port, player } = createPlayer()
    port.refuse = 'load'
    expect(await player.start()).toMatchObject({ status: 'refused', problem: 'No such scenario.' })
  })

  test('reports an action that is refused during a replay', async () => {
    const { port, player } = createPlayer()
    port.refuse = 'node-1'
    expect(await player.goTo(2)).toMatchObject({
      index: 2,
      status: 'refused',
      problem: 'node-1 is dead already.',
    })
    expect(port.calls.filter(call => call.startsWith('do'))).toEqual(['do node-1'])
  })

  test('reports a run that breaks during a step', async () => {
    const { port, player } = createPlayer()
    await player.start()
    port.broken = 'The run is closed.'
    expect(await player.next()).toMatchObject({ index: 1, status: 'refused', problem: 'The run is closed.' })
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

  test('abandons the step at back and ignores its result', async () => {
    const { port, player, seen, open, playing } = await running()
    const back = player.back()
    await back
    expect(player.state).toMatchObject({ index: 0, status: 'reached' })
    const notified = seen.length
    open()
    await playing
    expect(player.state).toMatchObject({ index: 0, status: 'reached' })
    expect(seen).toHaveLength(notified)
    expect(port.calls.filter(call => call === 'check')).toEqual([])
  })

  test('ignores the failure of an abandoned run', async () => {
    const { port, player, open, playing } = await running()
    await player.back()
    port.broken = 'The run is closed.'
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
