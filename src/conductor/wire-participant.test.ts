import { expect, test } from 'vitest'
import type { Envelope } from '../runtime/participant.ts'
import { type Random, seededRandom } from '../runtime/random.ts'
import { Conductor, type ConductorOptions } from './conductor.ts'
import type { GrantResult, Host } from './host.ts'
import { inProcessHosts } from './in-process-host.ts'
import type { Frame } from './inbox.ts'
import { ToyParticipant, toyPlan } from './toy-run.ts'
import { WireParticipant } from './wire-participant.ts'

const plan = toyPlan({ seed: 3, nodes: 5 })

/** A wire that delivers grants, frames and replies in random order, and delivers frames of terminated participants too. */
class UnrulyWire {
  readonly #random: Random
  readonly #flying: (() => void)[] = []
  readonly #ends = new Map<string, WireParticipant>()
  readonly #zombieFrames: Frame[] = []

  constructor(seed: string) {
    this.#random = seededRandom(seed)
  }

  readonly hosts: ConductorOptions['hosts'] = (who, boot) => {
    let answer: (result: GrantResult) => void = () => undefined
    let fail: (error: Error) => void = () => undefined
    const end = new WireParticipant(boot, new ToyParticipant(plan, who, boot), {
      post: frame => {
        const copy = structuredClone(frame)
        this.#zombieFrames.push({ ...copy, earlier: copy.earlier + copy.envelopes.length })
        this.#fly(() => this.#ends.get(frame.to)?.frame(copy))
      },
      reply: reply =>
        this.#fly(() =>
          'result' in reply ? answer(structuredClone(reply.result)) : fail(new Error(reply.thrown.detail)),
        ),
    })
    this.#ends.set(who.id, end)
    return {
      advance: grant =>
        new Promise<GrantResult>((resolve, reject) => {
          answer = resolve
          fail = reject
          this.#fly(() => end.grant(structuredClone(grant)))
        }),
      terminate: () => {
        if (this.#ends.get(who.id) === end) this.#ends.delete(who.id)
        for (const frame of this.#zombieFrames.filter(each => each.from === who.id)) {
          this.#fly(() => this.#ends.get(frame.to)?.frame(frame))
        }
      },
    } satisfies Host
  }

  #fly(arrive: () => void): void {
    this.#flying.push(arrive)
    setImmediate(() => this.#flying.splice(this.#random.below(this.#flying.length), 1)[0]?.())
  }
}

async function play(conductor: Conductor): Promise<Conductor> {
  await conductor.start()
  await conductor.advanceTo(250)
  await conductor.do({ type: 'Kill', participant: 'node-2' })
  await conductor.do({ type: 'Kill', participant: 'database' })
  await conductor.do({ type: 'Start', participant: 'node-2' })
  await conductor.advanceTo(300)
  await conductor.do({ type: 'Start', participant: 'database' })
  await conductor.do({ type: 'Start', participant: 'node-7', roles: ['new'] })
  await conductor.advanceTo(500)
  await conductor.do({ type: 'PowerFailure' })
  await conductor.advanceTo(800)
  return conductor
}

test('a run over a wire without order, with dead senders still posting, has the trace of one thread', async () => {
  const here = await play(
    new Conductor({ plan, hosts: inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot)) }),
  )
  expect(here.trace.length).toBeGreaterThan(500)
  for (const seed of ['a', 'b', 'c', 'd', 'e']) {
    const there = await play(new Conductor({ plan, hosts: new UnrulyWire(seed).hosts }))
    expect(there.trace).toEqual(here.trace)
    expect(there.traceHash()).toBe(here.traceHash())
  }
})

test('an envelope to an inherited name such as constructor is neither delivered nor announced', () => {
  const boot = { id: 'node-1', incarnation: 1, firstSeq: 0, at: 0, cause: null, roles: [] }
  const envelope: Envelope = {
    from: 'node-1',
    fromIncarnation: 1,
    fromNode: null,
    seq: 0,
    to: 'constructor',
    due: 9,
    target: '/user/toy',
    sender: null,
    kind: 'message',
    message: { value: 1 },
    sent: null,
  }
  const participant = { advance: () => ({ outbox: [envelope], trace: [], nextDue: null }) }
  const frames: Frame[] = []
  const answers: unknown[] = []
  const wire = new WireParticipant(boot, participant, {
    post: frame => frames.push(frame),
    reply: answer => answers.push(answer),
  })
  wire.grant({ from: 0, to: 5, commands: [], expect: [], peers: { 'node-1': 1 } })
  expect(frames).toEqual([])
  expect(answers).toEqual([{ result: { trace: [], nextDue: null, taken: 0, sent: {} } }])
})
