import type { Action } from '../src/trace/action.ts'

/** Participants of `cqrs` besides its nodes: the client and the database. */
export const outsiders = 2
const ownNodes = 4

/** Settings that make `cqrs` a cluster of this many workers, without the conductor's. */
export function actionsFor(workers: number): readonly Action[] {
  const nodes = workers - outsiders
  const actions: Action[] = []
  for (let n = ownNodes; n > nodes; n--) actions.push({ type: 'Kill', participant: `node-${n}` })
  for (let n = ownNodes + 1; n <= nodes; n++) {
    actions.push({ type: 'Start', participant: `node-${n}`, roles: ['read'] })
  }
  return actions
}
