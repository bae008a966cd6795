import type { Node } from '@xyflow/react'
import type { ParticipantId, ParticipantKind } from '../../trace/index.ts'
import type { Placement } from './card-placements.ts'
import type { Level } from './card-sizes.ts'

/** A card of the canvas. It holds an id only; its component reads the state from the view. */
export type CardNode = Node<
  {
    readonly id: ParticipantId
    readonly level: Level
    readonly tree: Placement['tree']
    /** Opens or closes the actor tree. */
    onTree(id: ParticipantId): void
  },
  ParticipantKind | 'bin'
>
