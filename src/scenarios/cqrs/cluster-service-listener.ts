import {
  type ActorRef,
  type Behavior,
  Behaviors,
  type ClusterClientsEvent,
  type ReceptionistCommand,
} from '../../runtime/index.ts'

/**
 * Knows which clients are connected. It asks the *receptionist*, which is the one that hears them; asking the
 * registered service would never be answered.
 */
export const ClusterServiceListener = {
  create: (receptionist: ActorRef<ReceptionistCommand>): Behavior<ClusterClientsEvent> =>
    Behaviors.setup(context => {
      receptionist.tell({ type: 'SubscribeClusterClients', subscriber: context.self })
      const known = (clients: readonly string[]): Behavior<ClusterClientsEvent> => {
        context.inspect(() => ({ clients }))
        return Behaviors.receiveMessage(message => {
          switch (message.type) {
            case 'ClusterClients':
              return known(message.clients.map(client => client.path).sort())
            case 'ClusterClientUp':
              context.log.info(`Client [${message.client.path}] is connected`)
              return known([...new Set([...clients, message.client.path])].sort())
            case 'ClusterClientUnreachable':
              context.log.info(`Client [${message.client.path}] is gone`)
              return known(clients.filter(client => client !== message.client.path))
          }
        })
      }
      return known([])
    }),
}
