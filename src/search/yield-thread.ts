/** Resolves once the messages that have arrived in this thread are handled. A timer would rest for milliseconds. */
export function yieldThread(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
