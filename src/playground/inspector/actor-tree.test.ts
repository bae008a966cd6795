import { expect, test } from 'vitest'
import type { ActorView, ParticipantView } from '../../trace/index.ts'
import { treeLines } from './actor-tree.ts'

const node = (
  actors: Readonly<Record<string, Partial<ActorView>>>,
  change: Partial<ParticipantView> = {},
): ParticipantView =>
  ({
    running: true,
    stoppedAt: null,
    ...change,
    actors: Object.fromEntries(
      Object.entries(actors).map(([path, more]) => [
        path,
        { path, stoppedAt: null, stoppedByFailure: false, ...more },
      ]),
    ),
    // Only the fields that the tree reads.
  }) as unknown as ParticipantView

const lines = (participant: ParticipantView, order: readonly string[] = []) =>
  treeLines(participant, '/user', order).map(({ actor, depth }) => `${'  '.repeat(depth)}${actor.path}`)

test('a tree lists parents before their children, and siblings in the order of the scenario', () => {
  const actors = {
    '/user/b/d': {},
    '/user/a': {},
    '/user': {},
    '/user/b/c': {},
    '/user/b': {},
    '/system/x': {},
  }
  expect(lines(node(actors), ['/user/b', '/user/b/d'])).toEqual([
    '/user',
    '  /user/b',
    '    /user/b/d',
    '    /user/b/c',
    '  /user/a',
  ])
})

test('an actor that a failure stopped stays in the tree, one that stopped normally does not', () => {
  const actors = { '/user/a': { stoppedAt: 5 }, '/user/b': { stoppedAt: 5, stoppedByFailure: true } }
  expect(lines(node(actors))).toEqual(['/user/b'])
})

test('the tree of a stopped node holds the actors that stopped with it', () => {
  const dead = node(
    { '/user/a': { stoppedAt: 9 }, '/user/b': { stoppedAt: 5 } },
    { running: false, stoppedAt: 9 },
  )
  expect(lines(dead)).toEqual(['/user/a'])
})
