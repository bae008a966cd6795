/**
 * A projection fails because of its store: a request failed or was not answered.
 *
 * @example Behaviors.supervise(worker).onFailure(SupervisorStrategy.restart, ProjectionFailure)
 */
export class ProjectionFailure extends Error {
  override readonly name = 'ProjectionFailure'
  readonly projection: string

  constructor(projection: string, reason: string) {
    super(`Projection [${projection}] failed: ${reason}.`)
    this.projection = projection
  }
}
