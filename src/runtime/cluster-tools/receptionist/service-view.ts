import type { ActorRef } from '../../actor/index.ts'
import type { LocalServices } from './local-services.ts'
import { valuesOf } from './observed-remove-multimap.ts'
import type { Listing, ServiceRegistryData } from './receptionist-messages.ts'
import type { ServiceKey } from './service-key.ts'
import type { ServiceNodes } from './service-nodes.ts'

/** Pekko: services of nodes that are not members, and those that this node removed itself, are not listed (RC-4, RC-5). */
export function listingOf(
  key: ServiceKey<never>,
  data: ServiceRegistryData,
  nodes: ServiceNodes,
  local: LocalServices,
): Listing {
  const entries = valuesOf(data, key.id).filter(
    ({ service, node }) => nodes.has(node) && !local.isRemoved(key.id, service.path),
  )
  const reachable = entries.filter(({ node }) => !nodes.isUnreachable(node))
  return {
    type: 'Listing',
    key,
    serviceInstances: reachable.map(({ service }) => service),
    allServiceInstances: entries.map(({ service }) => service),
    servicesWereAddedOrRemoved: true,
  }
}

/** The listing to send after an earlier one; `null` when it says nothing new. */
export function changedListing(before: Listing, now: Listing): Listing | null {
  const servicesWereAddedOrRemoved = !samePaths(before.allServiceInstances, now.allServiceInstances)
  if (!servicesWereAddedOrRemoved && samePaths(before.serviceInstances, now.serviceInstances)) return null
  return { ...now, servicesWereAddedOrRemoved }
}

const samePaths = (a: readonly ActorRef<never>[], b: readonly ActorRef<never>[]): boolean =>
  a.length === b.length && a.every((ref, i) => ref.path === b[i]!.path)
