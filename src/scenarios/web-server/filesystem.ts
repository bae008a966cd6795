import { type Behavior, Behaviors, SupervisorStrategy } from '../../runtime/index.ts'
import type { Disk, Mount } from './disk.ts'
import type { FsFind } from './protocol.ts'

/**
 * Reads files. A failure may have spoilt the mount, and nobody can tell from inside: so it starts over with a
 * fresh one.
 */
export const create = (disk: Disk): Behavior<FsFind> =>
  Behaviors.supervise(Behaviors.setup<FsFind>(() => search(disk.mount(), 0))).onFailure(
    SupervisorStrategy.restart,
  )

const search = (mount: Mount, reads: number): Behavior<FsFind> =>
  Behaviors.setup(context => {
    context.inspect(() => ({ mount: mount.number, broken: mount.broken, reads }))
    return Behaviors.receiveMessage<FsFind>(({ path, replyTo }) => {
      context.log.info(`Received a request for path ${path}`)
      const resource = mount.read(path)
      replyTo.tell(resource === null ? { type: 'FsMiss', path } : { type: 'FsFound', resource })
      return search(mount, reads + 1)
    }).receiveSignal((_, signal) => {
      switch (signal.type) {
        // Both: a restart is no end, and an end is no restart.
        case 'PreRestart':
        case 'PostStop':
          context.log.info('Releasing any dangling resource')
          mount.release()
          return Behaviors.same
        default:
          return Behaviors.unhandled
      }
    })
  })
