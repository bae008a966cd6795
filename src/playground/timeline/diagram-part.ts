import type { TraceEvent } from '../../trace/index.ts'
import { markOf } from './timeline-marks.ts'

/**
 * The form of an event in the space-time diagram: as a line or mark of its own, or folded with the others of its kind and
 * lane, as messages between participants at regular intervals and what happens within a participant are.
 */
export const diagramParts = ['own', 'periodic', 'local'] as const
export type DiagramPart = (typeof diagramParts)[number]

export function diagramPartOf(event: TraceEvent): DiagramPart {
  if (markOf(event) !== null) return 'own'
  switch (event.type) {
    case 'MessageSent':
      if (event.toNode === undefined) return 'local'
      return event.periodic === true ? 'periodic' : 'own'
    case 'MessageDelivered':
      // The arrival of a message from another participant is the end of its line.
      return event.cause?.startsWith(`${event.node}/`) === true ? 'local' : 'own'
    default:
      return 'local'
  }
}
