import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Random, seededRandom } from '../runtime/random.ts'
import type { Action } from '../trace/action.ts'
import { Conductor, type ConductorOptions } from './conductor.ts'
import { inProcessHosts } from './in-process-host.ts'
import { ToyParticipant, toyPlan } from './toy-run.ts'

const ids = ['client', 'database', 'node-1', 'node-2', 'node-3', 'node-4']

/** Any action, also an impossible one, which the conductor must refuse in every run alike. */
function anyAction(random: Random): Action {
  const participant = random.pick(ids)
  const node = random.pick(ids)
  switch (random.below(7)) {
    case 0:
    case 1:
      return { type: 'Kill', participant }
    case 2:
    case 3:
      return random.below(3) === 0
        ? { type: 'Start', participant, roles: [] }
        : { type: 'Start', participant }
    case 4:
      return { type: 'Leave', node }
    case 5:
      return {
        type: 'Tell',
        participant,
        actor: '/user/toy',
        message: { type: random.below(4) === 0 ? 'End' : 'Hello' },
      }
    default:
      return random.below(4) === 0 ? { type: 'PowerFailure' } : { type: 'Down', node }
  }
}

interface Story {
  readonly seed: number
  readonly latencyMs: number
}

async function play(story: Story, cutRounds: NonNullable<ConductorOptions['cutRounds']>): Promise<Conductor> {
  const plan = toyPlan({ seed: story.seed, nodes: 3, latencyMs: story.latencyMs })
  const hosts = inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot))
  const conductor = new Conductor({ plan, hosts, cutRounds })
  const random = seededRandom(`story ${story.seed}`)
  await conductor.start()
  for (let at = random.below(50); at < 600; at += random.below(60)) {
    await conductor.advanceTo(at - 1)
    await conductor.do(anyAction(random))
  }
  await conductor.advanceTo(700)
  return conductor
}

test('a run with any actions has the same trace wherever its rounds are cut', async () => {
  const stories = fc.record({ seed: fc.nat(), latencyMs: fc.integer({ min: 1, max: 25 }) })
  await fc.assert(
    fc.asyncProperty(stories, async story => {
      const widest = await play(story, (_, width) => width)
      const narrow = await play(story, () => 1)
      const random = seededRandom(`cuts ${story.seed}`)
      const mixed = await play(story, (_, width) => 1 + random.below(width))
      expect(narrow.actions).toEqual(widest.actions)
      expect(narrow.trace).toEqual(widest.trace)
      expect(mixed.traceHash()).toBe(widest.traceHash())
    }),
    { numRuns: 60 },
  )
})
