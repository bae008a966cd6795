import type { Node } from '@xyflow/react'
import type { ParticipantId, ParticipantKind } from '../../trace/index.ts'

/** Cards hold ids; the view holds what is true of them. */
export type CardNode = Node<{ readonly id: ParticipantId; readonly narrow: boolean }, ParticipantKind>
