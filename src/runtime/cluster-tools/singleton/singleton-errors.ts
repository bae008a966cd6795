/** Every retry was used up and nobody took over; the manager restarts and begins again. */
export class ClusterSingletonManagerIsStuck extends Error {
  readonly path: string
  readonly reason: string
  constructor(path: string, why: string) {
    super(`Singleton manager [${path}] is stuck: ${why}. It restarts; down the node that does not answer.`)
    this.name = 'ClusterSingletonManagerIsStuck'
    this.path = path
    this.reason = why
  }
}

/** A singleton manager was started on a node that cannot run it. (SG-1) */
export class NodeLacksRole extends Error {
  readonly path: string
  readonly role: string
  readonly roles: readonly string[]
  constructor(path: string, role: string, roles: readonly string[]) {
    super(
      `Singleton manager [${path}] needs the role [${role}], and this node has [${roles.join(', ')}]. Start it on nodes of that role only.`,
    )
    this.name = 'NodeLacksRole'
    this.path = path
    this.role = role
    this.roles = roles
  }
}
