import { expect, test } from 'vitest'
import type { Action } from '../../trace/action.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import type { Command, RoundResult } from '../participant.ts'
import { createPlainNode } from './plain-node.ts'

type Word = { readonly type: 'Stop' } | { readonly type: 'Fail' } | { readonly type: 'Hello' }

const guardian = Behaviors.setup<Word>(context => {
  context.spawn(Behaviors.ignore, 'child')
  return Behaviors.receiveMessage<Word>(word => {
    if (word.type === 'Stop') return Behaviors.stopped
    if (word.type === 'Fail') throw new Error('enough')
    return Behaviors.same
  })
})

function roundWith(action: Action): RoundResult {
  const node = createPlainNode({
    boot: { id: 'web', incarnation: 1, firstSeq: 0, at: 0, cause: null, roles: [] },
    address: 'pekko://web@web:2551',
    seed: 1,
    links: { default: { minMs: 1, maxMs: 1 } },
    maxMessagesPerMs: 20,
    guardian,
  })
  node.advance({ from: 0, to: 1, inbox: [], commands: [] })
  const command: Command = { index: 0, at: 1, event: 'conductor/0', action }
  return node.advance({ from: 1, to: 5, inbox: [], commands: [command] })
}

const actorEvents = ({ trace }: RoundResult): readonly string[] =>
  trace.map(event => event.type).filter(type => type.startsWith('Actor'))

const tell = (type: Word['type']): Action => ({
  type: 'Tell',
  participant: 'web',
  actor: '/user',
  message: { type },
})

test('a stopped guardian ends the node as left, a failed guardian ends it as failed', () => {
  expect(roundWith(tell('Hello')).ended).toBeUndefined()
  expect(roundWith(tell('Stop')).ended).toBe('left')
  const failed = roundWith(tell('Fail'))
  expect(failed.ended).toBe('failed')
  expect(actorEvents(failed)).toEqual(['ActorFailed', 'ActorStopped', 'ActorStopped'])
})

test('a node without a cluster leaves by stopping its actors', () => {
  const left = roundWith({ type: 'Leave', node: 'web' })
  expect(left.ended).toBe('left')
  expect(actorEvents(left)).toEqual(['ActorStopped', 'ActorStopped'])
})
