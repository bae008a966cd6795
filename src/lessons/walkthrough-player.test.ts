import { describe, expect, test } from 'vitest'
import type { Action, Check, ScriptOutcome, ScriptStep, ScriptStepOutcome, Verdict } from '../trace/index.ts'
import { isRefused, RefusalError, type Refused, refuse } from '../trace/index.ts'
import type { Walkthrough } from './lesson.ts'
import type { PlayerState } from './player-state.ts'
import type { Question } from './question.ts'
import { WalkthroughPlayer } from './walkthrough-player.ts'
import type { WalkthroughPort } from './walkthrough-port.ts'

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
  minutes: 1,
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

const nameOf = (action: Action): string => ('participant' in action ? action.participant : action.type)
const wordsOf = (step: ScriptStep): string =>
  step.type === 'act'
    ? ` act ${nameOf(step.action)}`
    : step.type === 'wait'
      ? ` wait ${step.withinMs}`
      : ` judge ${step.checks.length}`

/** Records each call, and returns at once with the configured result. */
class FakePort implements WalkthroughPort {
  readonly calls: string[] = []
  verdict: Verdict = 'true'
  refuse: string | null = null
  /** `until` waits for this promise; null for none. */
  gate: Promise<void> | null = null
  broken: Refused | null = null
  now = 0
  acts = 0

  async load(
    ...[scenario, { script, ...options }]: Parameters<WalkthroughPort['load']>
  ): Promise<ScriptOutcome | Refused> {
    this.calls.push(`load ${scenario} ${JSON.stringify(options)}${script.map(wordsOf).join('')}`)
    this.now = 0
    this.acts = 0
    if (this.refuse === 'load') return noScenario
    const outcomes: ScriptStepOutcome[] = []
    for (const step of script) {
      if (step.type === 'act') {
        const done = this.perform(step.action)
        if (isRefused(done)) return { outcomes, problem: done }
      } else if (step.type === 'wait') this.now += step.withinMs
      outcomes.push({
        at: this.now,
        verdicts:
          step.type === 'judge' ? step.checks.map(() => 'true') : step.type === 'wait' ? ['true'] : [],
      })
    }
    return { outcomes, problem: null }
  }

  async do(action: Action): ReturnType<WalkthroughPort['do']> {
    this.calls.push(`do ${nameOf(action)}`)
    return this.perform(action)
  }

  perform(action: Action): { index: number; at: number } | Refused {
    const name = nameOf(action)
    if (this.refuse === name) return refuse('not-running', { participant: name })
    this.now += 1
    return { index: this.acts++, at: this.now }
  }

  async until(check: Check, { withinMs, speed }: { withinMs: number; speed: number }) {
    this.calls.push(`until ${check.type} ${withinMs} at ${speed}`)
    await this.gate
    if (this.broken !== null) throw new RefusalError(this.broken)
    this.now += withinMs
    return { verdict: this.verdict, at: this.now }
  }

  async check(): Promise<Verdict> {
    this.calls.push('check')
    return 'true'
  }

  async pause(): Promise<number> {
    this.calls.push('pause')
    return this.now
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
    expect(port.calls).toEqual(['pause'])
    expect(await player.next()).toMatchObject({ index: 1, status: 'reached', at: 501, verdicts: ['true'] })
    expect(port.calls).toEqual(['pause', 'pause', 'do node-1', 'until eventually 500 at 0.5', 'check'])
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
    expect(port.calls).toEqual([`${load} judge 0 act node-1 wait 500 judge 1`])
    expect(seen).toEqual(['again loading', 'again shown'])
  })

  test('shows the recorded end of the previous step at back, without computing it again', async () => {
    const { port, player } = createPlayer()
    await player.goTo(2)
    port.calls.length = 0
    expect(await player.back()).toMatchObject({ index: 1, status: 'reached', at: 501, verdicts: ['true'] })
    expect(port.calls).toEqual(['show 501'])
    expect(await player.back()).toMatchObject({ index: 0, status: 'reached' })
    expect(port.calls).toEqual(['show 501', 'show 0'])
  })

  test('plays a recorded step from the recording, and the first new one on the run', async () => {
    const { port, player } = createPlayer()
    await player.goTo(2)
    await player.back()
    await player.back()
    port.calls.length = 0
    expect(await playNext(player)).toMatchObject({ index: 1, status: 'reached', verdicts: ['true'] })
    expect(port.calls).toEqual(['replay to 501 at 0.5'])
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
    expect(port.calls.slice(0, 3)).toEqual([`${load} judge 0`, 'pause', 'do node-1'])
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

describe('a person who follows a walkthrough with the buttons of the page', () => {
  const atLastStep = async () => {
    const { port, player } = createPlayer()
    await player.goTo(2)
    port.calls.length = 0
    /** A person performs an action, and the page tells the player. */
    const act = (action: Action) => {
      const done = port.perform(action)
      if (!isRefused(done)) player.acted(done.index, action)
      return player.follow(false)
    }
    return { port, player, act }
  }

  test('performs the actions in any order, and the step plays after the last one', async () => {
    const { port, player, act } = await atLastStep()
    expect(await act(kill('node-3'))).toMatchObject({ status: 'shown', done: [1], detour: null })
    expect(port.calls).toEqual([])
    expect(await act(kill('node-2'))).toMatchObject({ status: 'reached' })
    expect(port.calls).toEqual(['pause', 'until eventually 600 at 1'])
    expect(player.state.detour).toBeNull()
  })

  test('leaves the rest of the actions to next', async () => {
    const { port, player, act } = await atLastStep()
    await act(kill('node-2'))
    expect(await player.next()).toMatchObject({ status: 'reached' })
    expect(port.calls).toEqual(['pause', 'do node-3', 'until eventually 600 at 1'])
  })

  test('makes a detour by another act, and next does the step on a new copy of the run', async () => {
    const { port, player, act } = await atLastStep()
    const detour = { type: 'act', action: kill('node-4') }
    expect(await act(kill('node-4'))).toMatchObject({ status: 'shown', detour })
    // Acts after a detour do not count.
    expect(await act(kill('node-2'))).toMatchObject({ status: 'shown', detour, done: [] })
    expect(await player.next()).toMatchObject({ status: 'reached', detour: null })
    expect(port.calls).toEqual([
      `${load} judge 0 act node-1 wait 500 judge 1`,
      'pause',
      'do node-2',
      'do node-3',
      'until eventually 600 at 1',
    ])
  })

  test('performs the actions again after half of them and a step back', async () => {
    const { port, player, act } = await atLastStep()
    await act(kill('node-2'))
    await player.back()
    port.calls.length = 0
    await player.next()
    expect(player.state).toMatchObject({ index: 2, status: 'shown', done: [] })
    expect(port.calls).toEqual([`${load} judge 0 act node-1 wait 500 judge 1`])
  })

  test('lets time run after a step, and the next one begins where the step had rested', async () => {
    const { port, player } = createPlayer()
    await player.start()
    await playNext(player)
    port.now += 5000
    port.calls.length = 0
    expect(await player.next()).toMatchObject({ index: 2, status: 'shown' })
    expect(port.calls).toEqual(['pause', `${load} judge 0 act node-1 wait 500 judge 1`])
  })

  test('presses play in place of watch when the step asks for no act', async () => {
    const { port, player } = createPlayer()
    const quiet = { ...walkthrough, steps: walkthrough.steps.map(({ actions: _, ...step }) => step) }
    const watching = new WalkthroughPlayer(quiet, port)
    await watching.goTo(1)
    expect(await watching.follow(false)).toMatchObject({ status: 'shown' })
    expect(await watching.follow(true)).toMatchObject({ status: 'reached' })
    await player.goTo(1)
    expect(await player.follow(true)).toMatchObject({ status: 'shown' })
  })

  test('opens another run, and next returns to the walkthrough', async () => {
    const { port, player } = await atLastStep()
    player.left()
    expect(player.state).toMatchObject({ status: 'shown', detour: { type: 'run' } })
    await player.next()
    expect(port.calls[0]).toBe(`${load} judge 0 act node-1 wait 500 judge 1`)
    expect(player.state).toMatchObject({ status: 'reached', detour: null })
  })

  test('catches up with any step at its beginning', async () => {
    const { player } = await atLastStep()
    expect(await player.goTo(1)).toMatchObject({ index: 1, status: 'shown' })
  })
})

describe('stage directions', () => {
  const cut = { type: 'cut', between: ['node-1', 'node-2'] } as const
  const staged: Walkthrough = {
    ...walkthrough,
    steps: walkthrough.steps.map((step, i) =>
      i === 1
        ? {
            ...step,
            stage: [
              { type: 'latency', between: ['node-1', 'node-2'], minMs: 5, maxMs: 9 },
              { type: 'wait', for: 'formed', withinMs: 70 },
            ],
            cues: [{ type: 'wait', for: 'hand-over', withinMs: 30 }, cut],
          }
        : step,
    ),
  }

  test('are carried out unseen before the text of a step, and its cues while it plays', async () => {
    const port = new FakePort()
    const player = new WalkthroughPlayer(staged, port)
    await player.start()
    port.calls.length = 0
    await player.next()
    expect(port.calls).toEqual(['pause', 'do SetLinks', 'until all 70 at Infinity'])
    port.calls.length = 0
    await player.next()
    expect(port.calls).toEqual([
      'pause',
      'do node-1',
      'until eventually 30 at 0.5',
      'do Cut',
      'until eventually 500 at 0.5',
      'check',
    ])
    expect(player.state.status).toBe('reached')
    // Once more, from the end of the stage directions on.
    port.calls.length = 0
    await player.replay()
    expect(port.calls).toEqual(['show 71', 'replay to 603 at 0.5'])
  })

  test('are set once, also after a step back', async () => {
    const port = new FakePort()
    const player = new WalkthroughPlayer(staged, port)
    await player.start()
    await player.next()
    await player.back()
    port.calls.length = 0
    expect(await player.next()).toMatchObject({ index: 1, status: 'shown' })
    expect(port.calls).toEqual(['pause', 'show 71'])
  })
})

test('an answer to the question of a step is kept until the step plays', async () => {
  const port = new FakePort()
  const ask: Question = {
    type: 'number',
    ask: { en: 'How many?', ja: 'いくつですか。' },
    why: { en: 'Two.', ja: '2つ。' },
    answer: 2,
  }
  const steps = walkthrough.steps.map((step, i) => (i === 1 ? { ...step, ask } : step))
  const player = new WalkthroughPlayer({ ...walkthrough, steps }, port)
  await player.start()
  player.answer({ type: 'number', number: 1 })
  expect(player.state.answer).toBeNull()
  await player.next()
  player.answer({ type: 'number', number: 1 })
  player.answer({ type: 'number', number: 2 })
  expect(player.state.answer).toEqual({ type: 'number', number: 2 })
  await player.next()
  player.answer({ type: 'number', number: 3 })
  expect(player.state).toMatchObject({ status: 'reached', answer: { number: 2 } })
  await player.next()
  expect(player.state.answer).toBeNull()
  await player.back()
  expect(player.state.answer).toEqual({ type: 'number', number: 2 })
})
