import type { EventLogOptions } from '../trace/index.ts'

/** Lets an event log deflate on a thread of the browser, so that packing takes no time of a frame. */
export function deflating(): Pick<EventLogOptions, 'deflate'> {
  if (typeof CompressionStream === 'undefined') return {}
  return {
    deflate: async bytes => {
      const deflated = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))
      return new Uint8Array(await new Response(deflated).arrayBuffer())
    },
  }
}
