import type { BarrierOrder, Rate } from './barrier.ts'

/** Grants rounds to bare workers, the next one after all replies. The first round is not timed. */
self.addEventListener(
  'message',
  async (event: MessageEvent<BarrierOrder>) => {
    const { ports, ms } = event.data
    const round = barrier(ports)
    await round()
    const begun = performance.now()
    let count = 0
    while (performance.now() - begun < ms) {
      await round()
      count++
    }
    const rate: Rate = { count, ms: performance.now() - begun }
    self.postMessage(rate)
  },
  { once: true },
)

function barrier(ports: readonly MessagePort[]): () => Promise<void> {
  let round = 0
  let missing = 0
  let over = (): void => undefined
  for (const port of ports) {
    port.onmessage = () => {
      missing--
      if (missing === 0) over()
    }
  }
  return () =>
    new Promise(resolve => {
      over = resolve
      missing = ports.length
      round++
      for (const port of ports) port.postMessage({ round })
    })
}
