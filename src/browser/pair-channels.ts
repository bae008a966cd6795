import type { Frame } from '../conductor/index.ts'
import type { ParticipantId } from '../trace/trace-event.ts'
import type { ChannelMessage } from './worker-protocol.ts'

const pingAgainMs = 50

interface PairChannel {
  readonly channel: BroadcastChannel
  readonly hears: Promise<void>
  /** Settles `hears`, which also stops the pings. */
  readonly heard: () => void
}

/**
 * The wires of one participant: a BroadcastChannel for each pair, held open by these two only, since a channel
 * kept for sending hears too. A channel counts as open once it has heard a ping of its own.
 */
export class PairChannels {
  readonly #runId: string
  readonly #id: ParticipantId
  readonly #name: string
  readonly #onFrame: (frame: Frame) => void
  readonly #channels = new Map<ParticipantId, PairChannel>()

  constructor(runId: string, id: ParticipantId, incarnation: number, onFrame: (frame: Frame) => void) {
    this.#runId = runId
    this.#id = id
    this.#name = `${id}#${incarnation}`
    this.#onFrame = onFrame
  }

  async open(peers: readonly ParticipantId[]): Promise<void> {
    await Promise.all(peers.filter(peer => peer !== this.#id).map(peer => this.#channel(peer).hears))
  }

  post(frame: Frame): void {
    const message: ChannelMessage = { frame }
    this.#channel(frame.to).channel.postMessage(message)
  }

  close(): void {
    for (const { channel, heard } of this.#channels.values()) {
      channel.close()
      // A closed channel hears no ping: without this its pings would go on for ever.
      heard()
    }
    this.#channels.clear()
  }

  #channel(peer: ParticipantId): PairChannel {
    let pair = this.#channels.get(peer)
    if (pair === undefined) {
      pair = this.#opened(peer)
      this.#channels.set(peer, pair)
    }
    return pair
  }

  #opened(peer: ParticipantId): PairChannel {
    const [first, second] = peer < this.#id ? [peer, this.#id] : [this.#id, peer]
    const name = `actorium/${this.#runId}/${first}/${second}`
    const channel = new BroadcastChannel(name)
    let heard = (): void => undefined
    const hears = new Promise<void>(resolve => {
      heard = resolve
    })
    channel.onmessage = (event: MessageEvent<ChannelMessage>) => {
      const message = event.data
      if ('frame' in message) this.#onFrame(message.frame)
      else if (message.ping === this.#name) heard()
    }
    void pingUntil(hears, name, this.#name)
    return { channel, hears, heard }
  }
}

async function pingUntil(heard: Promise<void>, channelName: string, ping: string): Promise<void> {
  const sender = new BroadcastChannel(channelName)
  const send = (): void => sender.postMessage({ ping } satisfies ChannelMessage)
  send()
  const again = setInterval(send, pingAgainMs)
  await heard
  clearInterval(again)
  sender.close()
}
