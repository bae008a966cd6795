import {
  type ActorRef,
  type Behavior,
  Behaviors,
  type ClusterClientsEvent,
  type ReceptionistCommand,
} from '../../runtime/index.ts'

/**
 * Keeps a list of the connected clients. It subscribes to the *receptionist*, which clients are connected to. A
 * registered service knows nothing about clients and would not reply.
 */
export const ClusterServiceListener = {
  create: (receptionist: ActorRef<ReceptionistCommand>): Behavior<ClusterClientsEvent> =>
    Behaviors.setup(context => {
      receptionist.tell({ type: 'SubscribeClusterClients', subscriber: context.self })
      const listening = (clients: readonly string[]): Behavior<ClusterClientsEvent> => {
        context.inspect(() => ({ clients }))
        return Behaviors.receiveMessage(message => {
          switch (message.type) {
            case 'ClusterClients':
              return listening(message.clients.map(client => client.path).sort())
            case 'ClusterClientUp':
              context.log.info(`Client [${message.client.path}] is connected`)
              return listening([...new Set([...clients, message.client.path])].sort())
            case 'ClusterClientUnreachable':
              context.log.info(`Client [${message.client.path}] is disconnected`)
              return listening(clients.filter(client => client !== message.client.path))
          }
        })
      }
      return listening([])
    }),
}
