import { describe, expect, test } from 'vitest'
import { simulate } from '../../cli/simulation.ts'
import { performScript } from '../../conductor/index.ts'
import { participantsOf } from '../../scenarios/participants-of.ts'
import {
  type Action,
  type Check,
  isRefused,
  type RunFile,
  type ScriptStep,
  type TraceEvent,
} from '../../trace/index.ts'
import type { Walkthrough } from '../lesson.ts'
import { complaintsAbout } from './complaints.ts'
import { draftOfRun } from './draft-of-run.ts'
import { addStep, beginAt, endAt, mergeSteps, removeStep, splitStep } from './edit-draft.ts'
import { formedCheck } from './happenings.ts'
import { partsOfProof, proofsOf, scriptOfLesson, verdictsOver } from './prove-draft.ts'

interface Recorded {
  readonly file: RunFile
  readonly trace: readonly TraceEvent[]
}

const header = (scenario: string): RunFile['header'] => ({
  format: 'actorium-run',
  version: 7,
  build: 'test',
  scenario,
  seed: 7,
  settings: {},
})

async function play(of: RunFile['header'], script: readonly ScriptStep[]) {
  const conductor = simulate(of, { until: 0 })
  if (isRefused(conductor)) throw new Error(conductor.refused)
  const outcome = await performScript(conductor, script)
  return { conductor, outcome }
}

/** A click session: each act comes when a person has seen the check. */
async function record(scenario: string, session: readonly (Action | Check)[]): Promise<Recorded> {
  const of = header(scenario)
  const { conductor } = await play(
    of,
    session.map(
      (part): ScriptStep =>
        part.type === 'eventually' || part.type === 'all'
          ? { type: 'wait', check: part as Check, withinMs: 60_000 }
          : { type: 'act', action: part as Action },
    ),
  )
  return {
    file: { header: of, actions: conductor.actions, until: conductor.frontier },
    trace: conductor.trace,
  }
}

async function prove(lesson: Walkthrough) {
  const { conductor, outcome } = await play(header(lesson.scenario), scriptOfLesson(lesson))
  return { trace: conductor.trace, proofs: proofsOf(lesson, outcome), hash: conductor.recording.hash() }
}

const kill: Action = { type: 'Kill', participant: 'node-1' }
const write: Action = {
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key: 'hoge', value: 'fuga' },
}
const session = [
  formedCheck,
  write,
  { type: 'eventually', what: { event: 'EventPersisted' } },
  kill,
  { type: 'eventually', what: { event: 'SingletonManagerChanged', node: 'node-2', where: { to: 'Oldest' } } },
] as const

const recorded = await record('cqrs', session)
const { draft, proposals } = draftOfRun(recorded.file, recorded.trace)

describe('a lesson from a click session', () => {
  const statuses = async (lesson: Walkthrough) => (await prove(lesson)).proofs.map(({ status }) => status)

  test('has a step for the start and one for each act, in words of both languages, and can be played as it is', () => {
    expect(draft.steps.map(({ id }) => id)).toEqual(['start', 'act-1', 'act-2'])
    expect(draft.steps.map(({ actions = [] }) => actions)).toEqual([[], [write], [kill]])
    expect(draft.steps[2]!.say.en).toContain('node-1')
    expect(draft.steps[2]!.say.ja).toContain('node-1')
    expect(complaintsAbout(draft, participantsOf)).toEqual([])
  })

  test('waits for the cluster to form where the person waited for it', () => {
    expect(draft.steps[0]!.await?.check).toEqual(formedCheck)
  })

  test('waits after each act for the last key event of the recording, and proposes all that followed', () => {
    expect(draft.steps[2]!.await?.check).toEqual({
      type: 'eventually',
      what: expect.objectContaining({ event: 'SingletonManagerChanged', node: 'node-2' }),
    })
    const names = proposals['act-2']!.map(({ what }) => what.event)
    expect(names[0]).toBe('ParticipantStopped')
    expect(names).toContain('MemberUnreachable')
    expect(names).not.toContain('ActionDone')
  })

  test('reaches the end of every step', async () => {
    expect(await statuses(draft)).toEqual(['reached', 'reached', 'reached'])
  })

  test('gives the same run after two steps are merged, or a step is split, or its start is trimmed', async () => {
    const { hash } = await prove(draft)
    for (const edited of [
      mergeSteps(draft, 0),
      mergeSteps(draft, 1),
      splitStep(draft, 2),
      beginAt(draft, 2),
    ]) {
      expect(edited).not.toBe(draft)
      expect(complaintsAbout(edited, participantsOf)).toEqual([])
      const proof = await prove(edited)
      expect(proof.proofs.every(({ status }) => status === 'reached')).toBe(true)
      expect(proof.hash).toBe(hash)
    }
  })

  test('has a step that is missed when the act before it is taken away', async () => {
    const withoutKill = { ...draft, steps: draft.steps.with(2, { ...draft.steps[2]!, actions: [] }) }
    const { proofs } = await prove(withoutKill)
    expect(proofs.map(({ status }) => status)).toEqual(['reached', 'reached', 'missed'])
    expect(proofs[2]!.missed?.check).toEqual(draft.steps[2]!.await?.check)
  })

  test('stops at a refused act, and leaves the steps after it unplayed', async () => {
    const start: Action = { type: 'Start', participant: 'node-1' }
    const refused = { ...draft, steps: draft.steps.with(1, { ...draft.steps[1]!, actions: [start] }) }
    const { proofs } = await prove(refused)
    expect(proofs.map(({ status }) => status)).toEqual(['reached', 'refused', 'unplayed'])
    expect(proofs[1]!.problem?.refused).toContain('node-1')
  })

  test('shows what happened in each step, and whether a claim holds at its end', async () => {
    const { proofs, trace } = await prove(draft)
    const parts = partsOfProof(trace, proofs)
    expect(parts[0]!.happenings.some(({ what }) => what.event === 'ParticipantStopped')).toBe(false)
    expect(parts[2]!.happenings[0]!.what.event).toBe('ParticipantStopped')
    const stopped: Check = { type: 'eventually', what: { event: 'ParticipantStopped' } }
    const never: Check = { type: 'never', what: { event: 'ParticipantStopped' } }
    expect(verdictsOver(trace, proofs[1]!.endedAt, [stopped, never])).toEqual(['open', 'open'])
    expect(verdictsOver(trace, proofs[2]!.endedAt, [stopped, never])).toEqual(['true', 'false'])
  })

  test('can be trimmed at its end and lose a step, but keeps its last one', () => {
    expect(endAt(draft, 1).steps.map(({ id }) => id)).toEqual(['start', 'act-1'])
    expect(removeStep(draft, 1).steps.map(({ id }) => id)).toEqual(['start', 'act-2'])
    const single = endAt(draft, 0)
    expect(removeStep(single, 0)).toBe(single)
  })

  test('gets new steps under ids of their own', () => {
    const twice = addStep(addStep(draft, 0), 0)
    expect(new Set(twice.steps.map(({ id }) => id)).size).toBe(5)
  })
})

test('a session without acts becomes a lesson of one step', async () => {
  const { file, trace } = await record('cqrs', [formedCheck])
  const { draft } = draftOfRun(file, trace)
  expect(draft.steps).toHaveLength(1)
  expect(complaintsAbout(draft, participantsOf)).toEqual([])
})

test('a session of failures in a scenario without a cluster becomes a lesson that reaches its end', async () => {
  const get = (path: string): Action => ({
    type: 'Tell',
    participant: 'client',
    actor: '/user/browser',
    message: { type: 'Get', path },
  })
  const { file, trace } = await record('web-server', [
    get('/corrupt.html'),
    { type: 'eventually', what: { event: 'ActorFailed' } },
    get('/index.html'),
    { type: 'eventually', what: { event: 'MessageDelivered', node: 'client' }, times: 1 },
  ])
  const { draft } = draftOfRun(file, trace)
  expect(complaintsAbout(draft, participantsOf)).toEqual([])
  const { proofs } = await prove(draft)
  expect(proofs.map(({ status }) => status)).toEqual(proofs.map(() => 'reached'))
})
