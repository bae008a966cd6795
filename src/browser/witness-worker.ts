import type { Testimony, WitnessOrder, WorkerPorts } from './worker-protocol.ts'

/** Does a run again up to a round that never ended, and says what it is about to do there: it will not end either. */
self.addEventListener('message', (event: MessageEvent<WorkerPorts>) => serve(event.data.work), { once: true })

function serve(work: MessagePort): void {
  const say = (testimony: Testimony): void => work.postMessage(testimony)
  work.onmessage = async (event: MessageEvent<WitnessOrder>) => {
    const { testify } = await import('./witness.ts')
    await testify(event.data, turn => say({ turn }))
    say({ done: true })
  }
}
