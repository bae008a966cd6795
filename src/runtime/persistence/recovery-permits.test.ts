import { expect, test } from 'vitest'
import type { ActorRef } from '../actor/index.ts'
import { RecoveryPermits } from './recovery-permits.ts'

const actors = (granted: string[]) =>
  ['a', 'b', 'c', 'd'].map((path): ActorRef<unknown> => ({ path, tell: () => void granted.push(path) }))

test('[P-055, P-056] permits are granted up to the limit, then in order of request', () => {
  const granted: string[] = []
  const [a, b, c, d] = actors(granted)
  const permits = new RecoveryPermits(() => 2)
  expect([a, b, c, d].map(each => permits.request(each!))).toEqual([true, true, false, false])
  permits.release(b!)
  permits.release(b!)
  expect(granted).toEqual(['c'])
  permits.release(a!)
  expect(granted).toEqual(['c', 'd'])
})

test('[P-058, P-059] release cancels a waiting request and passes a held permit on', () => {
  const granted: string[] = []
  const [a, b, c] = actors(granted)
  const permits = new RecoveryPermits(() => 1)
  for (const each of [a, b, c]) permits.request(each!)
  permits.release(b!)
  permits.release(a!)
  expect(granted).toEqual(['c'])
})
