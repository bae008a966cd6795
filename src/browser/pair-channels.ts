import type { Frame } from '../conductor/index.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { ChannelMessage } from './worker-protocol.ts'

const pingIntervalMs = 50

// Kept here, because the sandbox of edited code removes them from the global scope.
const { BroadcastChannel: Channel, setInterval: startTimer, clearInterval: stopTimer } = globalThis

interface PairChannel {
  readonly channel: BroadcastChannel
  readonly open: Promise<void>
  /** Resolves `open`, which also stops the pings. */
  readonly markOpen: () => void
}

/**
 * The channels of one participant: one BroadcastChannel per pair of participants, because every open channel object
 * receives, also one opened for sending. A channel counts as open once it has received its own ping.
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

  /** Resolves when the channels to all peers are open. */
  async open(peers: readonly ParticipantId[]): Promise<void> {
    await Promise.all(peers.filter(peer => peer !== this.#id).map(peer => this.#channel(peer).open))
  }

  post(frame: Frame): void {
    const message: ChannelMessage = { frame }
    this.#channel(frame.to).channel.postMessage(message)
  }

  close(): void {
    for (const { channel, markOpen } of this.#channels.values()) {
      channel.close()
      // A closed channel receives no ping, so the pings must be stopped here.
      markOpen()
    }
    this.#channels.clear()
  }

  #channel(peer: ParticipantId): PairChannel {
    let pair = this.#channels.get(peer)
    if (pair === undefined) {
      pair = this.#create(peer)
      this.#channels.set(peer, pair)
    }
    return pair
  }

  #create(peer: ParticipantId): PairChannel {
    const [first, second] = peer < this.#id ? [peer, this.#id] : [this.#id, peer]
    const name = `actorium/${this.#runId}/${first}/${second}`
    const channel = new Channel(name)
    let markOpen = (): void => undefined
    const open = new Promise<void>(resolve => {
      markOpen = resolve
    })
    channel.onmessage = (event: MessageEvent<ChannelMessage>) => {
      const message = event.data
      if ('frame' in message) this.#onFrame(message.frame)
      else if (message.ping === this.#name) markOpen()
    }
    void pingUntil(open, name, this.#name)
    return { channel, open, markOpen }
  }
}

async function pingUntil(open: Promise<void>, channelName: string, ping: string): Promise<void> {
  const sender = new Channel(channelName)
  const send = (): void => sender.postMessage({ ping } satisfies ChannelMessage)
  send()
  const timer = startTimer(send, pingIntervalMs)
  await open
  stopTimer(timer)
  sender.close()
}
