import type { Node } from '@xyflow/react'
import type { ParticipantId, ParticipantKind } from '../../trace/index.ts'
import type { Breadth, Seat } from './seats.ts'

/** Cards hold ids; the view holds what is true of them. */
export type CardNode = Node<
  {
    readonly id: ParticipantId
    readonly breadth: Breadth
    readonly tree: Seat['tree']
    /** Opens the tree, or closes it. */
    onTree(id: ParticipantId): void
  },
  ParticipantKind | 'bin'
>
