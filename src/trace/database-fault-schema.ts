import * as v from 'valibot'
import { maxLatencyMs, maxTimes } from './action.ts'
import { type DatabaseFault, databaseFaultTypes } from './database-fault.ts'
import { choice, latencyBetween, name, wholeBetween } from './plain-schema.ts'

export const databaseFaultType = choice(databaseFaultTypes)

export const databaseFaultSchema: v.GenericSchema<unknown, DatabaseFault> = v.variant('type', [
  v.strictObject({ type: v.literal('slow'), latency: latencyBetween(1, maxLatencyMs) }),
  v.strictObject({ type: v.literal('fail-writes'), times: wholeBetween(1, maxTimes) }),
  v.strictObject({ type: v.literal('reject-write') }),
  v.strictObject({ type: v.literal('full') }),
  v.strictObject({ type: v.literal('crash-before-commit') }),
  v.strictObject({ type: v.literal('crash-after-commit') }),
  v.strictObject({
    type: v.literal('corrupt-record'),
    persistenceId: name,
    sequenceNr: wholeBetween(1, Number.MAX_SAFE_INTEGER),
  }),
])
