import { expect, test } from 'vitest'
import { addressOfRun, requestInAddress } from './request-in-address.ts'

test('an address without wishes asks for the first scenario and no seed', () => {
  expect(requestInAddress('', 'cqrs')).toEqual({ scenario: 'cqrs' })
})

test('a wish for what is no number is passed on, to be refused with its reason', () => {
  expect(requestInAddress('?seed=abc', 'cqrs').seed).toBeNaN()
  expect(requestInAddress('?seed=', 'cqrs').seed).toBeNaN()
  expect(requestInAddress('?seed=0x10', 'cqrs').seed).toBeNaN()
  expect(requestInAddress('?seed=1e3', 'cqrs').seed).toBeNaN()
  expect(requestInAddress('?scenario=nothing', 'cqrs').scenario).toBe('nothing')
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
  expect(requestInAddress(addressOfRun(header), 'other')).toEqual({ scenario: 'cqrs', seed: 42 })
})
