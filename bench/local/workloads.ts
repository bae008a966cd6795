import type { Handler, Message, Runtime } from './runtime.ts'

/** Nanoseconds of wall and processor time per operation. */
export interface Sample {
  readonly ns: number
  readonly cpuNs: number
}

export interface Workload {
  readonly title: string
  /** Number of operations; slow libraries run fewer. */
  readonly n: number
  /** Runs n operations and throws when a result is wrong. */
  run(runtime: Runtime, n: number): Promise<Sample>
  /** False when the runtime lacks a needed operation. */
  fits(runtime: Runtime): boolean
}

const any = () => true
const asks = (runtime: Runtime) => runtime.ask !== undefined

function verify(done: boolean, what: string): void {
  if (!done) throw new Error(`The work was not done: ${what}.`)
}

function latch(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open }
}

const message = (type: string, n: number): Message => ({ type, n, replyTo: null })

/** Starts both clocks; the returned function stops them and divides by the number of operations. */
function clocks(): (operations: number) => Sample {
  const processor = process.cpuUsage()
  const began = process.hrtime.bigint()
  return operations => {
    const took = Number(process.hrtime.bigint() - began)
    const { user, system } = process.cpuUsage(processor)
    return { ns: took / operations, cpuNs: ((user + system) * 1000) / operations }
  }
}

async function spawnAll(
  runtime: Runtime,
  n: number,
  factory: () => Handler,
  onStop?: () => void,
): Promise<unknown[]> {
  const options = onStop === undefined ? undefined : { onStop }
  const refs = new Array<unknown>(n)
  for (let i = 0; i < n; i++) refs[i] = runtime.spawn(factory, options)
  return isPromise(refs[0]) ? Promise.all(refs) : refs
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value

/** Sends n messages at once; ends when the last one is handled. */
async function burst(runtime: Runtime, n: number): Promise<Sample> {
  const { opened, open } = latch()
  let count = 0
  let inOrder = true
  const ref = await runtime.spawn(() => ({ n: number }) => {
    if (number !== count) inOrder = false
    if (++count === n) open()
  })
  const stop = clocks()
  for (let i = 0; i < n; i++) runtime.tell(ref, message('add', i))
  await opened
  const sample = stop(n)
  verify(inOrder && count === n, `${count} of ${n} messages, in order`)
  await runtime.stop?.(ref)
  return sample
}

/** Sends waves of a thousand messages, each after the previous wave is handled. */
async function waves(runtime: Runtime, n: number): Promise<Sample> {
  const size = 1000
  const rounds = Math.max(1, Math.round(n / size))
  let sum = 0
  let count = 0
  let over: () => void = () => undefined
  const ref = await runtime.spawn(() => m => {
    sum += m.n
    if (++count % size === 0) over()
  })
  const stop = clocks()
  for (let round = 0; round < rounds; round++) {
    const { opened, open } = latch()
    over = open
    for (let i = 0; i < size; i++) runtime.tell(ref, message('add', i))
    await opened
  }
  const sample = stop(rounds * size)
  verify(count === rounds * size && sum === (rounds * size * (size - 1)) / 2, `${count} messages`)
  await runtime.stop?.(ref)
  return sample
}

/** Two actors; one operation is one round trip. */
async function pingPong(runtime: Runtime, n: number): Promise<Sample> {
  const { opened, open } = latch()
  let trips = 0
  let ping: unknown
  const pong = await runtime.spawn(() => m => runtime.tell(ping, message('pong', m.n)))
  ping = await runtime.spawn(() => m => {
    if (m.type === 'pong' && ++trips === n) open()
    else runtime.tell(pong, message('ping', m.n + 1))
  })
  const stop = clocks()
  runtime.tell(ping, message('start', 0))
  await opened
  const sample = stop(n)
  verify(trips === n, `${trips} of ${n} trips`)
  await runtime.stop?.(ping)
  await runtime.stop?.(pong)
  return sample
}

/** Spawns n actors with one message each; ends when all messages are handled. */
async function spawn(runtime: Runtime, n: number): Promise<Sample> {
  const { opened, open } = latch()
  let count = 0
  const stop = clocks()
  const refs = await spawnAll(runtime, n, () => {
    let own = 0
    return m => {
      own += m.n
      count += own
      if (count === n) open()
    }
  })
  for (let i = 0; i < n; i++) runtime.tell(refs[i], message('first', 1))
  await opened
  const sample = stop(n)
  verify(count === n, `${count} of ${n} actors`)
  for (const ref of refs) runtime.stop?.(ref)
  await pause(20)
  return sample
}

/** Stops n idle actors; ends when each stop is confirmed. */
async function confirmedStop(runtime: Runtime, n: number): Promise<Sample> {
  const handled = latch()
  const gone = latch()
  let count = 0
  let stops = 0
  const refs = await spawnAll(
    runtime,
    n,
    () => () => {
      if (++count === n) handled.open()
    },
    () => {
      if (++stops === n) gone.open()
    },
  )
  for (const ref of refs) runtime.tell(ref, message('first', 1))
  await handled.opened
  await pause(20)
  const stop = clocks()
  const promises: unknown[] = []
  for (const ref of refs) {
    const stopped = runtime.stop!(ref)
    if (isPromise(stopped)) promises.push(stopped)
  }
  await Promise.all(promises)
  await gone.opened
  const sample = stop(n)
  verify(stops === n, `${stops} of ${n} stops`)
  return sample
}

/** One actor sends to a thousand others, repeatedly. */
async function fanOut(runtime: Runtime, n: number): Promise<Sample> {
  const width = 1000
  const rounds = Math.max(1, Math.round(n / width))
  const { opened, open } = latch()
  let count = 0
  const leaves = await spawnAll(runtime, width, () => {
    let own = 0
    return m => {
      own += m.n
      count++
      if (count === width * rounds && own > 0) open()
    }
  })
  const hub = await runtime.spawn(() => m => {
    for (let i = 0; i < width; i++) runtime.tell(leaves[i], message('item', m.n + 1))
  })
  const stop = clocks()
  for (let round = 0; round < rounds; round++) runtime.tell(hub, message('go', round))
  await opened
  const sample = stop(width * rounds)
  verify(count === width * rounds, `${count} messages`)
  for (const leaf of leaves) await runtime.stop?.(leaf)
  await runtime.stop?.(hub)
  return sample
}

const counting = (): Handler => (m, answering) => answering.reply(m, m.n + 1)

/** Asks from outside, one at a time. */
async function ask(runtime: Runtime, n: number): Promise<Sample> {
  const ref = await runtime.spawn(counting)
  let sum = 0
  const stop = clocks()
  for (let i = 0; i < n; i++) sum += await runtime.ask!(ref, message('get', i))
  const sample = stop(n)
  verify(sum === (n * (n + 1)) / 2, `the answers' sum is ${sum}`)
  await runtime.stop?.(ref)
  return sample
}

/** Asks from outside, a hundred at a time. */
async function askMany(runtime: Runtime, n: number): Promise<Sample> {
  const width = 100
  const rounds = Math.max(1, Math.round(n / width))
  const ref = await runtime.spawn(counting)
  let sum = 0
  const stop = clocks()
  for (let round = 0; round < rounds; round++) {
    const answers = new Array<Promise<number>>(width)
    for (let i = 0; i < width; i++) answers[i] = runtime.ask!(ref, message('get', i))
    for (const answer of await Promise.all(answers)) sum += answer
  }
  const sample = stop(rounds * width)
  verify(sum === (rounds * width * (width + 1)) / 2, `the answers' sum is ${sum}`)
  await runtime.stop?.(ref)
  return sample
}

/** One counted message, one failing message, and an ask that must see a fresh count. */
async function restart(runtime: Runtime, n: number): Promise<Sample> {
  let starts = 0
  // One shared error, because creating a stack trace costs the same in every library.
  const failure = new Error('fails on request')
  const ref = await runtime.spawn(
    () => {
      starts++
      let count = 0
      return (m, answering) => {
        if (m.type === 'add') count++
        else if (m.type === 'fail') throw failure
        else answering.reply(m, count)
      }
    },
    { restart: true },
  )
  const stop = clocks()
  for (let i = 0; i < n; i++) {
    runtime.tell(ref, message('add', i))
    runtime.tell(ref, message('fail', i))
    const count = await runtime.ask!(ref, message('get', i))
    if (count !== 0) throw new Error(`The count ${count} survived a restart.`)
  }
  const sample = stop(n)
  verify(starts === n + 1, `${starts} starts in ${n} restarts`)
  await runtime.stop?.(ref)
  return sample
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** In the order of the table. */
export const workloads: Readonly<Record<string, Workload>> = {
  burst: { title: 'burst of 1,000,000 tells', n: 1_000_000, run: burst, fits: any },
  waves: { title: '1,000 waves of 1,000 tells', n: 1_000_000, run: waves, fits: any },
  pingPong: { title: 'ping-pong, there and back', n: 200_000, run: pingPong, fits: any },
  spawn: { title: 'spawn + first message', n: 100_000, run: spawn, fits: any },
  fanOut: { title: 'fan-out, one to 1,000', n: 100_000, run: fanOut, fits: any },
  ask: { title: 'ask, one by one', n: 100_000, run: ask, fits: asks },
  askMany: { title: 'ask, 100 waiting', n: 100_000, run: askMany, fits: asks },
  restart: {
    title: 'fail + restart + ask',
    n: 100_000,
    run: restart,
    fits: runtime => runtime.restarts === true && asks(runtime),
  },
  stop: {
    title: 'confirmed stop',
    n: 20_000,
    run: confirmedStop,
    fits: runtime => runtime.confirmsStop === true && runtime.stop !== undefined,
  },
}
