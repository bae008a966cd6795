import { cqrsHeader, randomRun } from '../src/cli/random-run.ts'
import { everyFaultPlan, type SwarmPlan } from '../src/cli/swarm-plan.ts'
import type { RunFile } from '../src/trace/run-file.ts'

const fiveNodes: SwarmPlan = {
  ...everyFaultPlan,
  nodes: [...everyFaultPlan.nodes, 'node-5'],
  extra: [{ id: 'node-5', role: 'read' }],
}
const troubleMs = 60_000

/** A recorded run of five nodes under all kinds of faults, which then heal. */
export function faultRun(seed: number): RunFile & Required<Pick<RunFile, 'until' | 'hash'>> {
  const { conductor } = randomRun(seed, troubleMs, { plan: fiveNodes })
  return {
    header: cqrsHeader(seed),
    actions: conductor.actions,
    until: conductor.frontier,
    hash: conductor.traceHash(),
  }
}
