import { type BareGrant, type BareGrantMessage, type BarrierOrder, nameOf, type Rate } from './barrier.ts'

/** Grants rounds to bare workers, the next one after all replies. The first round is not timed. */
self.addEventListener(
  'message',
  async (event: MessageEvent<BarrierOrder>) => {
    const { ports, ms } = event.data
    const all: readonly BareGrant[] = ports.map((_, i) => [i, []])
    const rounds = event.data.rounds ?? [all]
    const grant = barrier(ports)
    await grant(all)
    const begun = performance.now()
    let count = 0
    while (performance.now() - begun < ms) {
      await grant(rounds[count % rounds.length]!)
      count++
    }
    const rate: Rate = { count, ms: performance.now() - begun }
    self.postMessage(rate)
  },
  { once: true },
)

function barrier(ports: readonly MessagePort[]): (grants: readonly BareGrant[]) => Promise<void> {
  /** Frames posted to each worker in earlier rounds. */
  const posted = ports.map(() => 0)
  let round = 0
  let missing = 0
  let over = (): void => undefined
  for (const port of ports) {
    port.onmessage = () => {
      missing--
      if (missing === 0) over()
    }
  }
  return grants =>
    new Promise(resolve => {
      over = resolve
      missing = grants.length
      round++
      for (const [worker, receivers] of grants) {
        const message: BareGrantMessage = { round, expect: posted[worker]!, to: receivers.map(nameOf) }
        ports[worker]!.postMessage(message)
      }
      for (const [, receivers] of grants) for (const receiver of receivers) posted[receiver]! += 1
    })
}
