import { cqrsFields } from '../cqrs/command-fields.ts'

/** The fields of each command, by its `type`. */
export const cqrsAsPrintedFields = {
  Write: cqrsFields.Write,
  Get: cqrsFields.Get,
  SaveSnapshotEvent: [],
} as const
