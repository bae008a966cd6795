import { expect, test } from 'vitest'
import type { LeaseCommand } from '../coordination/index.ts'
import type { LeaseRow } from '../persistence/index.ts'
import { decideLease } from './lease-decision.ts'

const request = (type: LeaseCommand['type'], owner: string): LeaseCommand =>
  ({ type, lease: 'sbr', owner, requestId: 1, timeToLiveMs: 100 }) as never
const held: LeaseRow = { name: 'sbr', owner: 'a:1', expiresAt: 500, version: 3 }
const free: LeaseRow = { ...held, owner: null }

const decide = (type: LeaseCommand['type'], owner: string, stored: LeaseRow | undefined, at = 200) => {
  const { answer, row } = decideLease(request(type, owner), stored, at)
  return [answer.type, row === null ? null : `${row.owner} until ${row.expiresAt}, version ${row.version}`]
}

test('a lease that is new, released, expired or the own one is granted', () => {
  expect(decide('AcquireLease', 'b:1', undefined)).toEqual(['LeaseGranted', 'b:1 until 300, version 1'])
  expect(decide('AcquireLease', 'b:1', free)).toEqual(['LeaseGranted', 'b:1 until 300, version 4'])
  expect(decide('AcquireLease', 'b:1', held, 500)).toEqual(['LeaseGranted', 'b:1 until 600, version 4'])
  expect(decide('AcquireLease', 'a:1', held)).toEqual(['LeaseGranted', 'a:1 until 300, version 4'])
})

test('a lease of another owner is refused until it expires, with the name of the owner', () => {
  expect(decide('AcquireLease', 'b:1', held, 499)).toEqual(['LeaseRefused', null])
  expect(decideLease(request('AcquireLease', 'b:1'), held, 200).answer).toMatchObject({ owner: 'a:1' })
})

test('a lease is renewed by its owner alone, after its expiry only if nobody else took it', () => {
  expect(decide('RenewLease', 'a:1', held)).toEqual(['LeaseGranted', 'a:1 until 300, version 4'])
  expect(decide('RenewLease', 'a:1', held, 700)).toEqual(['LeaseGranted', 'a:1 until 800, version 4'])
  expect(decide('RenewLease', 'b:1', held, 700)).toEqual(['LeaseRefused', null])
  expect(decide('RenewLease', 'a:1', free)).toEqual(['LeaseRefused', null])
  expect(decide('RenewLease', 'a:1', undefined)).toEqual(['LeaseRefused', null])
})

test('a lease is released by its owner; a release by anybody else changes nothing', () => {
  expect(decide('ReleaseLease', 'a:1', held)).toEqual(['LeaseReleased', 'null until 200, version 4'])
  expect(decide('ReleaseLease', 'b:1', held)).toEqual(['LeaseReleased', null])
  expect(decide('ReleaseLease', 'b:1', undefined)).toEqual(['LeaseReleased', null])
})
