/** A connection between windows of this page. */
export interface PageChannel<Sent> {
  send(message: Sent): void
  close(): void
}

/**
 * Connects the windows of this origin that use the same name. Messages are structured clones and reach all other windows, in
 * order; none is stored for a window that opens later.
 */
export function openPageChannel<Sent, Received>(
  name: string,
  receive: (message: Received) => void,
): PageChannel<Sent> {
  const channel = new BroadcastChannel(`actorium/${name}`)
  channel.onmessage = ({ data }: MessageEvent<Received>) => receive(data)
  return { send: message => channel.postMessage(message), close: () => channel.close() }
}
