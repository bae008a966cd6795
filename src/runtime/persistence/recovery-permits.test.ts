import { expect, test } from 'vitest'
import type { ActorRef } from '../actor/index.ts'
import { RecoveryPermits } from './recovery-permits.ts'

const actors = (told: string[]) =>
  ['a', 'b', 'c', 'd'].map((path): ActorRef<unknown> => ({ path, tell: () => void told.push(path) }))

test('[P-055, P-056] permits are granted up to the limit, then in the order of asking', () => {
  const told: string[] = []
  const [a, b, c, d] = actors(told)
  const permits = new RecoveryPermits(() => 2)
  expect([a, b, c, d].map(each => permits.request(each!))).toEqual([true, true, false, false])
  permits.release(b!)
  permits.release(b!)
  expect(told).toEqual(['c'])
  permits.release(a!)
  expect(told).toEqual(['c', 'd'])
})

test('[P-058, P-059] who ends while waiting leaves the line; who ends with a permit gives it back', () => {
  const told: string[] = []
  const [a, b, c] = actors(told)
  const permits = new RecoveryPermits(() => 1)
  for (const each of [a, b, c]) permits.request(each!)
  permits.release(b!)
  permits.release(a!)
  expect(told).toEqual(['c'])
})
