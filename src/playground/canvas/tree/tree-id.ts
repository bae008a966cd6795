import type { ParticipantId } from '../../../trace/index.ts'

export const treeId = (id: ParticipantId): string => `actors-of-${id}`
