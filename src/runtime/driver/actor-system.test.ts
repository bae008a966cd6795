import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { type ActorRef, Behaviors, FatalError } from '../actor/index.ts'
import { ActorSystem } from './actor-system.ts'
import type { HostClock } from './host-clock.ts'

/** A clock set by the test, with task queues drained by the test. */
class ManualClock implements HostClock {
  time = 0
  readonly timeouts: { readonly due: number; readonly run: () => void }[] = []
  private queue: (() => void)[] = []

  now(): number {
    return this.time
  }
  microtask(run: () => void): void {
    this.queue.push(run)
  }
  macrotask(run: () => void): void {
    this.queue.push(run)
  }
  timeout(run: () => void, ms: number): () => void {
    const timeout = { due: this.time + ms, run }
    this.timeouts.push(timeout)
    return () => void this.timeouts.splice(this.timeouts.indexOf(timeout), 1)
  }

  drain(): void {
    while (this.queue.length > 0) this.queue.shift()!()
  }

  advanceTo(time: number): void {
    this.drain()
    for (;;) {
      const next = this.timeouts.filter(({ due }) => due <= time).sort((a, b) => a.due - b.due)[0]
      if (next === undefined) break
      this.timeouts.splice(this.timeouts.indexOf(next), 1)
      this.time = next.due
      next.run()
      this.drain()
    }
    this.time = time
  }
}

type Command =
  | { readonly type: 'Read'; readonly replyTo: ActorRef<number> }
  | { readonly type: 'Tick' | 'Stop' | 'Break' }

/** Counts ticks, one every 100 ms. */
const counter = Behaviors.withTimers<Command>(timers => {
  timers.startTimerWithFixedDelay('tick', { type: 'Tick' }, 100)
  let ticks = 0
  return Behaviors.receive((context, message) => {
    switch (message.type) {
      case 'Tick':
        ticks++
        context.log.info(`tick ${ticks}`)
        return Behaviors.same
      case 'Read':
        message.replyTo.tell(ticks)
        return Behaviors.same
      case 'Stop':
        return Behaviors.stopped
      case 'Break':
        throw new FatalError('out of order')
    }
  })
})

function setUp() {
  const clock = new ManualClock()
  const lines: string[] = []
  const system = ActorSystem.create(counter, 'counting', {
    clock,
    log: (level, text, actor) => lines.push(`${level} ${actor} ${text}`),
  })
  const read = (timeoutMs = 1000) =>
    system.ask<Command, number>(system.ref, replyTo => ({ type: 'Read', replyTo }), timeoutMs)
  return { clock, lines, system, read }
}

describe('an actor system in real time', () => {
  test('fires timers when they are due and sets one host timer between them', async () => {
    const { clock, lines, read } = setUp()
    clock.advanceTo(250)
    expect(lines).toEqual(['info /user tick 1', 'info /user tick 2'])
    expect(clock.timeouts.map(({ due }) => due)).toEqual([300])
    const ticks = read()
    clock.drain()
    expect(await ticks).toBe(2)
  })

  test('ends with its guardian and cancels the host timer', async () => {
    const { clock, system } = setUp()
    clock.advanceTo(50)
    system.tell({ type: 'Stop' })
    clock.drain()
    expect(await system.whenTerminated).toBe('left')
    expect(clock.timeouts).toEqual([])
  })

  test('is ended by terminate', async () => {
    const { clock, system } = setUp()
    clock.advanceTo(50)
    system.terminate()
    clock.drain()
    expect(await system.whenTerminated).toBe('left')
  })

  test('rejects an ask without a reply in time', async () => {
    const { clock, system } = setUp()
    const asked = system.ask<unknown, number>(system.system.ignoreRef, replyTo => replyTo, 40)
    clock.advanceTo(40)
    await expect(asked).rejects.toThrow('no reply within [40] ms')
  })

  test('rejects open and later asks after its end', async () => {
    const { clock, system, read } = setUp()
    clock.advanceTo(10)
    const waiting = system.ask<unknown, number>(system.system.ignoreRef, replyTo => replyTo, 1000)
    system.tell({ type: 'Stop' })
    clock.drain()
    await expect(waiting).rejects.toThrow('The actor system has ended, so no reply can arrive.')
    await expect(read()).rejects.toThrow('has ended')
  })

  test('rejects whenTerminated and open asks with a fatal error', async () => {
    const { clock, system, lines } = setUp()
    clock.advanceTo(10)
    const waiting = system.ask<unknown, number>(system.system.ignoreRef, replyTo => replyTo, 1000)
    system.tell({ type: 'Break' })
    clock.drain()
    await expect(waiting).rejects.toThrow('out of order')
    await expect(system.whenTerminated).rejects.toThrow('out of order')
    expect(lines).toEqual([expect.stringMatching(/^error \/user .*out of order/)])
    expect(clock.timeouts).toEqual([])
  })

  test('rejects an ask whose request factory throws', async () => {
    const { system } = setUp()
    const asked = system.ask<unknown, number>(
      system.ref as ActorRef<unknown>,
      () => {
        throw new RangeError('no request')
      },
      10,
    )
    await expect(asked).rejects.toThrow('no request')
  })
})

describe('the script of docs/scripts.md', () => {
  test('logs its greeting to the console and ends', async () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    await import('../../../docs/hello.ts')
    expect(info.mock.calls).toEqual([['[/user] Hello, world!']])
    info.mockRestore()
  })

  test('is identical to docs/hello.ts and has ten lines', () => {
    const script = readFileSync('docs/hello.ts', 'utf8')
    const shown = /<!-- file: docs\/hello\.ts -->\n\n```ts\n([\s\S]*?)^```$/m.exec(
      readFileSync('docs/scripts.md', 'utf8'),
    )
    expect(shown?.[1]).toBe(script)
    expect(script.trim().split('\n')).toHaveLength(10)
  })
})
