import type { Conductor } from '../conductor/conductor.ts'
import { type Random, seededRandom } from '../runtime/index.ts'
import { workbenchCard } from '../scenarios/workbench/card.ts'
import { exhibits } from '../scenarios/workbench/settings.ts'
import type { Action } from '../trace/action.ts'
import { localPath } from '../trace/actor-path.ts'
import { isRefused } from '../trace/refused.ts'
import { type RunHeader, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import { ActCount } from './act-count.ts'
import { drawFailure, drawSupervision } from './failure-draws.ts'
import { simulate } from './simulation.ts'

export const workbenchHeader = (seed: number, settings: RunHeader['settings'] = {}): RunHeader => ({
  format: runFileFormat,
  version: runFileVersion,
  build: 'test',
  scenario: 'workbench',
  seed,
  settings,
})

const bench = 'bench'
const errors = [
  ...new Set(workbenchCard.actors.flatMap(({ errors: own = [] }) => own)),
  'Error',
  'DeathPactException',
]

/** A message to an actor that is on the bench, by the forms of the page; a field has one of its examples. */
function drawCommand(random: Random, paths: readonly string[]): Action {
  const present = workbenchCard.commands.filter(({ actor }) => paths.includes(actor))
  const { type, participant, actor, fields } = random.pick(
    present.length > 0 ? present : workbenchCard.commands,
  )
  const values = fields.map(({ name, examples = [] }) => [name, random.pick(examples)] as const)
  return { type: 'Tell', participant, actor, message: { type, ...Object.fromEntries(values) } }
}

/** Random acts at the actors of one exhibit: commands, failures of every kind, changes of supervision, and pauses. */
function drawAct(random: Random, paths: readonly string[], running: boolean): Action {
  if (!running) return { type: 'Start', participant: bench }
  const dice = random.below(100)
  if (dice < 2) return { type: 'Kill', participant: bench }
  if (dice < 4) return { type: 'Freeze', participant: bench, forMs: 1 + random.below(2000) }
  if (paths.length === 0) return drawCommand(random, paths)
  const actor = random.pick(paths)
  if (dice < 20) return drawFailure(random, bench, actor, errors)
  if (dice < 32) {
    const supervision = random.below(4) === 0 ? null : drawSupervision(random, errors)
    return { type: 'Supervise', participant: bench, actor, supervision }
  }
  if (dice < 36) return { type: 'Block', participant: bench, actor, forMs: 1 + random.below(2000) }
  return drawCommand(random, paths)
}

/** The actors of the card that run. */
function runningActors({ trace }: Conductor): readonly string[] {
  const running = new Set<string>()
  for (const event of trace) {
    if (event.type === 'ActorStarted') running.add(localPath(event.actor))
    else if (event.type === 'ActorStopped') running.delete(localPath(event.actor))
  }
  return workbenchCard.actors.flatMap(({ path }) => (running.has(path) ? [path] : []))
}

/** Virtual ms after the last act until all backoffs and pauses have ended. */
const settledAfterMs = 20_000

/** Runs `forMs` virtual ms of random acts at one exhibit, which the seed chooses, then waits until it has settled. */
export function randomWorkbenchRun(seed: number, forMs: number, acts = new ActCount()): Conductor {
  const exhibit = exhibits[seed % exhibits.length]!
  const conductor = simulate(workbenchHeader(seed, { exhibit }), { until: 50 })
  if (isRefused(conductor)) throw new Error(conductor.refused)
  const random = seededRandom(`workbench/${seed}`)
  while (conductor.frontier < forMs) {
    const paths = runningActors(conductor)
    const running = (conductor.participants.find(bench)?.host ?? null) !== null
    const action = drawAct(random, paths, running)
    conductor.advanceTo(conductor.frontier + 20 + random.below(900))
    const done = conductor.do(action)
    if (done instanceof Promise) throw new Error('A simulation is synchronous, but an action was not.')
    acts.done(action, done)
  }
  conductor.advanceTo(conductor.frontier + settledAfterMs)
  acts.observe(conductor.trace)
  return conductor
}
