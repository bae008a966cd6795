import { expect, test } from 'vitest'
import { runFileFormat, runFileVersion } from '../../trace/index.ts'
import { addressOfRun, requestInAddress } from './request-in-address.ts'

test('an address without parameters asks for the default scenario without a seed', () => {
  expect(requestInAddress('', 'cqrs')).toEqual({ scenario: 'cqrs' })
})

test('an invalid seed is NaN, and an unknown scenario is returned as it is', () => {
  expect(requestInAddress('?seed=abc', 'cqrs').seed).toBeNaN()
  expect(requestInAddress('?seed=', 'cqrs').seed).toBeNaN()
  expect(requestInAddress('?seed=0x10', 'cqrs').seed).toBeNaN()
  expect(requestInAddress('?seed=1e3', 'cqrs').seed).toBeNaN()
  expect(requestInAddress('?scenario=nothing', 'cqrs').scenario).toBe('nothing')
})

test("the address of a run asks for the run's scenario and seed", () => {
  const header = {
    format: runFileFormat,
    version: runFileVersion,
    build: 'x',
    scenario: 'cqrs',
    seed: 42,
    settings: {},
  } as const
  expect(requestInAddress(addressOfRun(header), 'other')).toEqual({ scenario: 'cqrs', seed: 42 })
})
