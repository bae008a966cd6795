/** A worker that takes part in every round and does nothing in it. */
self.addEventListener(
  'message',
  (event: MessageEvent<MessagePort>) => {
    const port = event.data
    port.onmessage = (grant: MessageEvent<{ readonly round: number }>) => {
      port.postMessage({ round: grant.data.round })
    }
  },
  { once: true },
)
