import type { WallClock } from '../conductor/index.ts'

/** The browser's clock. A wait of 0 ms is one hop through a port, since timers make it 4 ms. */
export function browserClock(): WallClock {
  const { port1, port2 } = new MessageChannel()
  const soon: (() => void)[] = []
  port1.onmessage = () => soon.shift()?.()
  return {
    now: () => performance.now(),
    later: (run, ms) => {
      if (ms > 0) {
        setTimeout(run, ms)
        return
      }
      soon.push(run)
      port2.postMessage(null)
    },
  }
}
