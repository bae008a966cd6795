/**
 * Coordination: leases, of which at most one owner holds each. The owner's side is an actor on its node; the row is in
 * the database, which answers by messages.
 */
export type { LeaseOutcome, LeaseRequest } from './lease-messages.ts'
export {
  isLeaseAnswer,
  isLeaseCommand,
  type LeaseAnswer,
  type LeaseCommand,
  leasePath,
  leaseProtocol,
} from './lease-protocol.ts'
export { defaultLeaseSettings, type LeaseSettings } from './lease-settings.ts'
export { Leases } from './leases.ts'
