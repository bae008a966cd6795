import { type ActorRef, type Behavior, Behaviors, isToolkitMessage, type Toolkit } from '../../actor/index.ts'
import {
  Cluster,
  type ClusterDomainEvent,
  type CurrentClusterState,
  clusterEventRef,
  type Member,
} from '../../cluster/index.ts'
import { hasRole } from '../has-role.ts'
import { ClusterRoutees } from './cluster-routees.ts'
import { isRouterEnvelope, type RouterEnvelope } from './router-envelope.ts'
import { type Routing, routingLogic } from './routing-logic.ts'

export interface ClusterGroupRouterOptions<T> {
  /** Paths of the routees on their nodes, each as `/user/worker`. At least one. */
  readonly routeesPaths: readonly string[]
  /** The greatest number of routees in the cluster. Default: 10,000. */
  readonly totalInstances?: number
  /** False: the actors of the router's own node are no routees. Default: true. */
  readonly allowLocalRoutees?: boolean
  /** Only members with all of these roles have routees. Default: none. */
  readonly useRoles?: readonly string[]
  /** Default: round-robin. */
  readonly routing?: Routing<T>
}

/** A message with the key of its envelope. */
interface Keyed<T> {
  readonly message: T
  readonly hashKey: string | null
}

/** A routee that gets messages without their keys. */
const withoutKey = <T>(ref: ActorRef<T>): ActorRef<Keyed<T>> => ({
  path: ref.path,
  tell: ({ message }) => ref.tell(message),
})

/**
 * Sends each message to one of the actors at these paths on the members. It follows the membership, and does not know
 * whether an actor is there. Pekko: ClusterRouterGroup (RT-3)
 */
export function clusterGroupRouter<T>(
  options: ClusterGroupRouterOptions<T>,
): Behavior<T | RouterEnvelope<T>> {
  const { routeesPaths, totalInstances = 10_000, allowLocalRoutees = true, useRoles = [] } = options
  validate(routeesPaths, totalInstances)
  type Input = Toolkit<ClusterDomainEvent | CurrentClusterState>
  type Message = T | RouterEnvelope<T> | Input
  const router = Behaviors.setup<Message>(context => {
    const { system } = context
    const cluster = Cluster.get(system)
    const places = new ClusterRoutees(routeesPaths, totalInstances)
    const logic = routingLogic<Keyed<T>>(keyedRouting(options.routing), context.random, system.address)
    let routees: readonly ActorRef<Keyed<T>>[] = []

    const isAvailable = ({ status, roles, uniqueAddress }: Member): boolean =>
      (status === 'Up' || status === 'WeaklyUp') &&
      useRoles.every(role => hasRole({ roles }, role)) &&
      (allowLocalRoutees || uniqueAddress.address !== system.address)

    const follow = (member: Member, isReachable: boolean): void => {
      const { address } = member.uniqueAddress
      if (isReachable && isAvailable(member)) places.addNode(address)
      else places.removeNode(address)
    }

    const receiveInput = (input: Input): void => {
      switch (input.type) {
        case 'CurrentClusterState': {
          const unreachable = new Set(input.unreachable.map(({ uniqueAddress }) => uniqueAddress.address))
          for (const member of input.members) follow(member, !unreachable.has(member.uniqueAddress.address))
          break
        }
        case 'UnreachableMember':
          follow(input.member, false)
          break
        default:
          // Every other event has the member's present status, with which it has routees or none.
          if ('member' in input) follow(input.member, true)
      }
      places.fill()
      routees = places.places.map(({ address, path }) => withoutKey(system.resolve<T>(address + path)))
      logic.setRoutees(routees)
    }

    const route = (message: T | RouterEnvelope<T>): void => {
      if (routees.length === 0) system.deadLetters.tell(message)
      else if (!isRouterEnvelope<T>(message)) tellOne({ message, hashKey: null })
      else tellContent(message)
    }

    const tellContent = (envelope: RouterEnvelope<T>): void => {
      if (envelope.type === 'ConsistentHashable') tellOne(envelope)
      else for (const routee of routees) routee.tell({ message: envelope.message, hashKey: null })
    }

    const tellOne = (keyed: Keyed<T>): void => logic.choose(keyed).tell(keyed)

    cluster.subscribe(clusterEventRef(context.self as ActorRef<Input>), {
      types: [...memberEvents, 'UnreachableMember', 'ReachableMember'],
    })
    return Behaviors.receiveMessage<Message>(message => {
      if (isClusterInput(message)) receiveInput(message as Input)
      else route(message as T | RouterEnvelope<T>)
      return Behaviors.same
    }).receiveSignal((_, { type }) => {
      if (type === 'PostStop') cluster.unsubscribe(context.self)
      return Behaviors.same
    })
  })
  // Users see their own messages only; the cluster sends the events.
  return router as Behavior<T | RouterEnvelope<T>>
}

const memberEvents = [
  'MemberJoined',
  'MemberWeaklyUp',
  'MemberUp',
  'MemberPreparingForShutdown',
  'MemberReadyForShutdown',
  'MemberLeft',
  'MemberExited',
  'MemberDowned',
  'MemberRemoved',
] as const

const inputTypes: ReadonlySet<unknown> = new Set<(ClusterDomainEvent | CurrentClusterState)['type']>([
  ...memberEvents,
  'UnreachableMember',
  'ReachableMember',
  'CurrentClusterState',
])

const isClusterInput = (message: unknown): boolean =>
  isToolkitMessage(message) && 'type' in message && inputTypes.has(message.type)

/** Consistent hashing by the key of the envelope, and of other messages by the router's own function. */
function keyedRouting<T>(routing: Routing<T> = 'round-robin'): Routing<Keyed<T>> {
  if (typeof routing === 'string') return routing
  return { ...routing, keyOf: ({ message, hashKey }) => hashKey ?? routing.keyOf(message) }
}

function validate(routeesPaths: readonly string[], totalInstances: number): void {
  const faulty = routeesPaths.find(path => !path.startsWith('/'))
  if (faulty !== undefined)
    throw new RangeError(`Routers.clusterGroup: give a path as [/user/worker] instead of [${faulty}].`)
  if (routeesPaths.length === 0) throw new RangeError('Routers.clusterGroup: give at least one path.')
  if (!(Number.isInteger(totalInstances) && totalInstances >= 1))
    throw new RangeError(
      `Routers.clusterGroup: give 1 or more for totalInstances instead of [${totalInstances}].`,
    )
}
