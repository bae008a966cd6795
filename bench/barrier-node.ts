import { PairChannels } from '../src/browser/pair-channels.ts'
import type { BarrierNodeOrder } from './barrier.ts'

/** A worker that replies to every round without work; with a ring it also posts one frame a round. */
self.addEventListener('message', (event: MessageEvent<BarrierNodeOrder>) => serve(event.data), { once: true })

function serve({ port, ring }: BarrierNodeOrder): void {
  let granted = 0
  if (ring === null) {
    port.onmessage = (grant: MessageEvent<{ readonly round: number }>) => {
      port.postMessage({ round: grant.data.round })
    }
    return
  }
  const { runId, id, previous, next } = ring
  let arrived = 0
  let replied = 0
  const replyWhenComplete = (): void => {
    if (replied === granted || arrived < granted) return
    replied = granted
    port.postMessage({ round: granted })
  }
  const channels = new PairChannels(runId, id, 1, frame => {
    if (frame.to !== id) return
    arrived++
    replyWhenComplete()
  })
  const open = channels.open([previous, next])
  const post = (round: number): void =>
    channels.post({
      from: id,
      fromIncarnation: 1,
      to: next,
      toIncarnation: 1,
      earlier: round - 1,
      envelopes: [],
    })
  port.onmessage = async (grant: MessageEvent<{ readonly round: number }>) => {
    const { round } = grant.data
    // Every neighbour has replied once, so each post has a listener.
    if (round === 1) {
      await open
      port.postMessage({ round })
      return
    }
    granted = round - 1
    post(granted)
    replyWhenComplete()
  }
}
