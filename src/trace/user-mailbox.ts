import { isWithin, localPath } from './actor-path.ts'
import type { FlightView } from './cluster-view.ts'
import type { PathText } from './identifiers.ts'

/**
 * True for actors below `/user`, whose mailboxes a view lists message by message. System actors receive by far the most
 * messages, and no panel shows theirs waiting.
 */
export const hasListedMailbox = (path: PathText): boolean => isWithin(localPath(path), '/user')

/** True for a message between participants that will be enqueued in a listed mailbox. */
export const entersListedMailbox = ({ notice, toPath }: FlightView): boolean =>
  !notice && hasListedMailbox(toPath)
