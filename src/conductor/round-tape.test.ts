import { expect, test } from 'vitest'
import type { Envelope, InFlight, Participant } from '../runtime/participant.ts'
import { RoundTape, roundOf } from './round-tape.ts'

const envelope = (id: string, due: number): Envelope => ({
  from: 'node-1',
  fromIncarnation: 1,
  fromNode: null,
  seq: due,
  to: 'node-2',
  due,
  target: '/user/a',
  sender: null,
  kind: 'message',
  message: {},
  sent: { id, protocol: 'user' },
})

const planned = { id: 'node-2', kind: 'node', address: 'pekko://a@b:1', roles: [] } as const
const boot = { id: 'node-2', incarnation: 1, firstSeq: 0, at: 0, cause: null, roles: [] }
const nothing = { outbox: [], trace: [], nextDue: null }

test('a relived round reaches the envelopes in flight that the recorded round reached', () => {
  const waiting = new Map(
    [envelope('node-1/1', 50), envelope('node-1/2', 60)].map(each => [each.sent?.id, each]),
  )
  const inbox: InFlight = {
    find: message => waiting.get(message),
    remove: message => {
      const found = waiting.get(message)
      waiting.delete(message)
      return found
    },
  }
  const answers: unknown[][] = []
  const participant: Participant = {
    advance: ({ inFlight }) => {
      answers.push([
        inFlight?.find('node-1/1'),
        inFlight?.remove('node-1/2'),
        inFlight?.remove('node-1/2'),
        inFlight?.find('node-1/3'),
      ])
      return nothing
    },
  }
  const tape = new RoundTape()
  const taped = tape.record(() => participant)(planned, boot)
  taped.advance({ from: 0, to: 5, inbox: [], commands: [], inFlight: inbox })
  const [incarnation] = tape.take()
  // A tape is plain data, because it goes to a worker.
  for (const round of structuredClone(incarnation!.rounds)) participant.advance(roundOf(round))
  expect(answers[0]).toEqual([envelope('node-1/1', 50), envelope('node-1/2', 60), undefined, undefined])
  expect(answers[1]).toEqual(answers[0])
})

test('a tape returns each round once, and a new incarnation begins a new one', () => {
  const tape = new RoundTape()
  const create = tape.record(() => ({ advance: () => nothing }))
  const round = (from: number) => ({ from, to: from + 5, inbox: [], commands: [] })
  const first = create(planned, boot)
  first.advance(round(0))
  expect(tape.take()[0]?.rounds.map(({ from }) => from)).toEqual([0])
  first.advance(round(5))
  create(planned, { ...boot, incarnation: 2 }).advance(round(10))
  expect(tape.take()).toMatchObject([{ boot: { incarnation: 2 }, rounds: [{ from: 10 }] }])
})
