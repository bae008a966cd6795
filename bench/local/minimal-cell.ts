import type { Handler, Message, Runtime } from './runtime.ts'

/** Maximum messages per actor and turn. */
const throughput = 64
/** Messages between two yields to the event loop. */
const perTask = 4096

const stopMessage: Message = { type: 'stop', n: 0, replyTo: null }
const answering = {
  reply: (message: Message, value: number) => (message.replyTo as (value: number) => void)(value),
}

/** A ring buffer. */
class Circle<T> {
  size = 0
  private slots: (T | undefined)[] = new Array(8)
  private head = 0

  push(item: T): void {
    if (this.size === this.slots.length) this.double()
    this.slots[(this.head + this.size++) & (this.slots.length - 1)] = item
  }

  shift(): T {
    const item = this.slots[this.head] as T
    this.slots[this.head] = undefined
    this.head = (this.head + 1) & (this.slots.length - 1)
    this.size--
    return item
  }

  private double(): void {
    const old = this.slots
    this.slots = new Array(old.length * 2)
    for (let i = 0; i < this.size; i++) this.slots[i] = old[(this.head + i) & (old.length - 1)]
    this.head = 0
  }
}

class MinimalCell {
  handler: Handler | null
  mailbox: Circle<Message> | null = null
  queued = false
  stopped = false
  private readonly factory: () => Handler
  private readonly restarts: boolean
  private readonly onStop: (() => void) | null

  constructor(factory: () => Handler, restarts: boolean, onStop: (() => void) | null) {
    this.factory = factory
    this.restarts = restarts
    this.onStop = onStop
    this.handler = factory()
  }

  /** Returns the number of handled messages. */
  turn(): number {
    const mailbox = this.mailbox!
    let handled = 0
    while (mailbox.size > 0 && handled < throughput) {
      const message = mailbox.shift()
      handled++
      if (message === stopMessage) {
        this.end()
        break
      }
      try {
        this.handler!(message, answering)
      } catch {
        if (this.restarts) this.handler = this.factory()
        else this.end()
      }
    }
    return handled
  }

  private end(): void {
    this.stopped = true
    this.mailbox = null
    this.handler = null
    this.onStop?.()
  }
}

/**
 * A minimal actor: its own mailbox, one message at a time, a run queue, restart after a failure, a confirmed stop, and
 * regular yields to the event loop.
 */
export function minimalCell(): Runtime<MinimalCell> {
  const runQueue = new Circle<MinimalCell>()
  let running = false
  let handled = 0
  const drain = (): void => {
    while (runQueue.size > 0) {
      if (handled > perTask) {
        handled = 0
        setImmediate(drain)
        return
      }
      const cell = runQueue.shift()
      handled += cell.turn()
      if (!cell.stopped && cell.mailbox!.size > 0) runQueue.push(cell)
      else cell.queued = false
    }
    running = false
    handled = 0
  }
  const tell = (cell: MinimalCell, message: Message): void => {
    if (cell.stopped) return
    cell.mailbox ??= new Circle()
    cell.mailbox.push(message)
    if (cell.queued) return
    cell.queued = true
    runQueue.push(cell)
    if (running) return
    running = true
    queueMicrotask(drain)
  }
  return {
    confirmsStop: true,
    restarts: true,
    spawn: (factory, options) => new MinimalCell(factory, options?.restart ?? false, options?.onStop ?? null),
    tell,
    ask: (cell, message) =>
      new Promise(resolve => {
        message.replyTo = resolve
        tell(cell, message)
      }),
    stop: cell => tell(cell, stopMessage),
  }
}
