import type { WallClock } from '../conductor/index.ts'

/**
 * The browser's clock. A wait of 0 ms ends with the first of a hop through a port and a timer: nested timers take 4 ms
 * everywhere, and WebKit lets every message of a port wait for the page's main thread.
 */
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
      const first = once(run)
      soon.push(first)
      port2.postMessage(null)
      setTimeout(first, 0)
    },
  }
}

function once(run: () => void): () => void {
  let ran = false
  return () => {
    if (ran) return
    ran = true
    run()
  }
}
