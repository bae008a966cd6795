import { expect, test } from 'vitest'
import { addressOfRun, wishInAddress } from './wish-in-address.ts'

test('an address without wishes asks for the first scenario and no seed', () => {
  expect(wishInAddress('', 'cqrs')).toEqual({ scenario: 'cqrs' })
})

test('a wish for what is no number is passed on, to be refused with its reason', () => {
  expect(wishInAddress('?seed=abc', 'cqrs').seed).toBeNaN()
  expect(wishInAddress('?seed=', 'cqrs').seed).toBeNaN()
  expect(wishInAddress('?seed=0x10', 'cqrs').seed).toBeNaN()
  expect(wishInAddress('?seed=1e3', 'cqrs').seed).toBeNaN()
  expect(wishInAddress('?scenario=nothing', 'cqrs').scenario).toBe('nothing')
})

test("a run's address leads to it", () => {
  const header = {
    format: 'actorium-run',
    version: 2,
    build: 'x',
    scenario: 'cqrs',
    seed: 42,
    settings: {},
  } as const
  expect(wishInAddress(addressOfRun(header), 'other')).toEqual({ scenario: 'cqrs', seed: 42 })
})
