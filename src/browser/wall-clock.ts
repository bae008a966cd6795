import type { WallClock } from '../conductor/index.ts'

/**
 * The browser's clock. A wait of 0 ms ends with a port message or a timer, whichever comes first: nested timers take 4 ms
 * in every browser, and in WebKit port messages wait for the page's main thread.
 */
export function browserClock(): WallClock {
  const { port1, port2 } = new MessageChannel()
  const pending: (() => void)[] = []
  port1.onmessage = () => pending.shift()?.()
  return {
    now: () => performance.now(),
    later: (run, ms) => {
      if (ms > 0) {
        setTimeout(run, ms)
        return
      }
      const first = once(run)
      pending.push(first)
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
