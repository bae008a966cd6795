/** All retries of a hand-over failed; the manager restarts and begins again. */
export class ClusterSingletonManagerIsStuck extends Error {
  readonly path: string
  readonly reason: string
  constructor(path: string, reason: string) {
    super(
      `Singleton manager [${path}] is stuck: ${reason}. The manager restarts; down the node that does not reply.`,
    )
    this.name = 'ClusterSingletonManagerIsStuck'
    this.path = path
    this.reason = reason
  }
}

/** A singleton manager was started on a node without its role. Pekko: requirement of the role (SG-1) */
export class NodeLacksRole extends Error {
  readonly path: string
  readonly role: string
  readonly roles: readonly string[]
  constructor(path: string, role: string, roles: readonly string[]) {
    super(
      `Singleton manager [${path}] needs the role [${role}], but this node has the roles [${roles.join(', ')}]. Start it only on nodes with that role.`,
    )
    this.name = 'NodeLacksRole'
    this.path = path
    this.role = role
    this.roles = roles
  }
}
