import { type Behavior, Behaviors, SupervisorStrategy } from '../../runtime/index.ts'
import type { Disk, Mount } from './disk.ts'
import type { FsFind } from './protocol.ts'

/**
 * Reads files from the disk. A failure may have broken the mount, so the supervisor restarts this actor, and the
 * restart mounts the disk again.
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
        // Both signals release the mount, because an actor receives PreRestart or PostStop, never both for one
        // instance.
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
