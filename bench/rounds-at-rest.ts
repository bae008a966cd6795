import { cqrsHeader } from '../src/cli/random-run.ts'
import { Conductor, type GrantResult, type Host, inProcessHosts } from '../src/conductor/index.ts'
import { inMemoryStores } from '../src/runtime/index.ts'
import { createParticipant, loadScenarioCode, planRun } from '../src/scenarios/index.ts'
import type { Action } from '../src/trace/action.ts'
import type { ParticipantId } from '../src/trace/identifiers.ts'
import type { BareGrant, BareRounds } from './barrier.ts'

const settledAfterMs = 120_000
const forMs = 30_000
const code = await loadScenarioCode('cqrs')

/** The work of a cluster at rest in its rounds. */
export interface RoundsAtRest {
  /** The granted workers of each round, and the receivers of their posts. */
  readonly rounds: BareRounds
  /** Means of one round. */
  readonly grants: number
  readonly posts: number
  readonly events: number
}

/** The rounds of an idle cluster after these actions, from a simulation. */
export function roundsAtRest(actions: readonly Action[]): RoundsAtRest {
  const rounds: BareGrant[][] = []
  const indexes = new Map<ParticipantId, number>()
  const indexOf = (id: ParticipantId): number => {
    if (!indexes.has(id)) indexes.set(id, indexes.size)
    return indexes.get(id)!
  }
  let events = 0
  const conductor = listeningConductor((id, { sent, trace }) => {
    if (conductor.frontier < settledAfterMs) return
    const round = conductor.rounds - firstRound - 1
    rounds[round] ??= []
    // An envelope to itself is not posted.
    const receivers = Object.keys(sent).filter(receiver => receiver !== id)
    rounds[round].push([indexOf(id), receivers.map(indexOf)])
    events += trace.length
  })
  conductor.start()
  conductor.advanceTo(0)
  for (const action of actions) conductor.do(action)
  conductor.advanceTo(settledAfterMs)
  const firstRound = conductor.rounds
  conductor.advanceTo(settledAfterMs + forMs)
  const grants = rounds.flat()
  return {
    rounds,
    grants: grants.length / rounds.length,
    posts: grants.flatMap(([, receivers]) => receivers).length / rounds.length,
    events: events / rounds.length,
  }
}

/** A conductor of a simulated cluster that passes on each participant's result of a round. */
function listeningConductor(heard: (id: ParticipantId, result: GrantResult) => void): Conductor {
  const header = cqrsHeader(7)
  const plan = planRun(header)
  if ('refused' in plan) throw new Error(plan.refused)
  const stores = inMemoryStores()
  const hosts = inProcessHosts((who, boot) => createParticipant(code, header, who, boot, stores))
  return new Conductor({
    plan,
    hosts: (who, boot) => {
      const host = hosts(who, boot)
      if (host instanceof Promise) throw new Error('A host in this thread is there at once.')
      const listening: Host = {
        advance: grant => {
          const result = host.advance(grant)
          if (result instanceof Promise) throw new Error('A participant in this thread is synchronous.')
          heard(who.id, result)
          return result
        },
        terminate: () => host.terminate(),
      }
      return listening
    },
  })
}
