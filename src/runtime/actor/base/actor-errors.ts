import { ActorError, FatalError } from './actor-error.ts'
import { inWords, reasonOf } from './error-text.ts'

/**
 * Thrown by `spawn` for an illegal name or the name of a living child; `actorName` is that name.
 *
 * @example
 * const isTaken = (error: Error) => error instanceof InvalidActorName && error.actorName === 'worker'
 */
export class InvalidActorName extends ActorError {
  readonly actorName: string
  constructor(actorName: string, why: string) {
    super('InvalidActorName', 'invalid-actor-name', `Actor name [${actorName}]: ${why}. Choose another name.`)
    this.actorName = actorName
  }
}

/**
 * Thrown by `tell` for a message that is null or undefined; `path` is the receiver.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.resume, InvalidMessage)
 */
export class InvalidMessage extends ActorError {
  readonly path: string
  constructor(path: string) {
    super(
      'InvalidMessage',
      'invalid-message',
      `Nothing was sent to [${path}]. A message must not be null or undefined.`,
    )
    this.path = path
  }
}

/**
 * A handler or factory of the actor at `path` returned an invalid behavior, such as a promise.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.stop, InvalidBehavior)
 */
export class InvalidBehavior extends ActorError {
  readonly path: string
  constructor(path: string, problem: string) {
    super('InvalidBehavior', 'invalid-behavior', `Actor [${path}] ${problem}`)
    this.path = path
  }
}

/**
 * For a behavior whose kind is known and whose class is not: another copy of the kernel made it, and all its messages
 * would silently go unhandled.
 */
export const foreignBehavior = (path: string): InvalidBehavior =>
  new InvalidBehavior(
    path,
    'was given a behavior that another copy of the actor runtime made: two copies are loaded. ' +
      'Import the runtime from one place, and have the bundler put it into one chunk.',
  )

/** For a value that a handler or factory returned in place of a behavior. */
export function notABehavior(path: string, returned: unknown): InvalidBehavior {
  const problem =
    typeof returned === 'object' && returned !== null && 'then' in returned
      ? 'returned a promise. Handlers are synchronous: send the outcome to the actor as a message.'
      : `returned [${inWords(returned)}] instead of a behavior. Return Behaviors.same to keep the current behavior.`
  return new InvalidBehavior(path, problem)
}

/**
 * Thrown by a call on a context that is illegal at this moment, such as `spawn` outside the actor's turn.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.stop, IllegalContextUse)
 */
export class IllegalContextUse extends ActorError {
  readonly path: string
  constructor(path: string, problem: string) {
    super('IllegalContextUse', 'illegal-context-use', `Context of [${path}]: ${problem}`)
    this.path = path
  }
}

/**
 * Thrown by `StashBuffer.stash` when the stash already holds `capacity` messages.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.restart, StashOverflow)
 */
export class StashOverflow extends ActorError {
  readonly path: string
  readonly capacity: number
  constructor(path: string, capacity: number) {
    super(
      'StashOverflow',
      'stash-overflow',
      `Stash of [${path}] is full at [${capacity}] messages. Raise withStash(capacity) or unstash sooner.`,
    )
    this.path = path
    this.capacity = capacity
  }
}

/**
 * The failure of an actor that did not handle the `Terminated` of an actor it watches; `of` is the path of the ended actor.
 *
 * @example
 * Behaviors.supervise(worker).onFailure(SupervisorStrategy.restart, DeathPactException)
 */
export class DeathPactException extends ActorError {
  readonly of: string
  constructor(path: string, of: string) {
    super(
      'DeathPactException',
      'death-pact',
      `Actor [${path}] watches [${of}], which ended, and did not handle Terminated. Handle the signal or do not watch.`,
    )
    this.of = of
  }
}

/**
 * The failure of an actor whose first start failed; `cause` is the original error.
 *
 * @example
 * const causeOf = (error: Error) => (error instanceof ActorInitializationException ? error.cause : error)
 */
export class ActorInitializationException extends ActorError {
  readonly path: string
  constructor(path: string, cause: Error) {
    super(
      'ActorInitializationException',
      'initialization',
      `Actor [${path}] could not start: [${reasonOf(cause)}].`,
      {
        cause,
      },
    )
    this.path = path
  }
}

/** A failure that a person asked for. The trace shows `name` as its class. */
export class InjectedFailure extends Error {
  constructor(name: string) {
    super(`[${name}] was thrown on request.`)
    this.name = name
  }
}

/** A person asked for an endless loop where no watchdog would end it: the run cannot go on. */
export class NoWatchdog extends FatalError {
  readonly path: string
  constructor(path: string) {
    super(
      `Actor [${path}] would loop for ever here, where no watchdog ends it. Play this run in the page, which has one.`,
    )
    this.path = path
  }
}
