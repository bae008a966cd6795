import { PairChannels } from '../src/browser/pair-channels.ts'
import type { BareGrantMessage, BarrierNodeOrder } from './barrier.ts'

/** A worker that replies to every round without work, and posts the empty frames that its grant lists. */
self.addEventListener('message', (event: MessageEvent<BarrierNodeOrder>) => serve(event.data), { once: true })

function serve({ port, wire }: BarrierNodeOrder): void {
  const reply = (round: number): void => port.postMessage({ round })
  if (wire === null) {
    port.onmessage = (event: MessageEvent<BareGrantMessage>) => reply(event.data.round)
    return
  }
  const { runId, id, peers } = wire
  let arrived = 0
  let waiting: BareGrantMessage | null = null
  const channels = new PairChannels(runId, id, 1, frame => {
    if (frame.to !== id) return
    arrived++
    beginWhenComplete()
  })
  const post = (to: string): void =>
    channels.post({ from: id, fromIncarnation: 1, to, toIncarnation: 1, earlier: 0, envelopes: [] })
  const beginWhenComplete = (): void => {
    if (waiting === null || arrived < waiting.expect) return
    const { round, to } = waiting
    waiting = null
    for (const receiver of to) post(receiver)
    reply(round)
  }
  const open = channels.open(peers)
  port.onmessage = async (event: MessageEvent<BareGrantMessage>) => {
    // Every peer replies to the first round once its channels are open, so each post has a listener.
    if (event.data.round === 1) {
      await open
      return reply(1)
    }
    waiting = event.data
    beginWhenComplete()
  }
}
