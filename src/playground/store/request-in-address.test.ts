import { expect, test } from 'vitest'
import { isRefused, type RunFile, type RunHeader, runFileFormat, runFileVersion } from '../../trace/index.ts'
import { sampleFamily } from '../../trace/sample-run.ts'
import { linkToRecording, recordingInAddress } from './recording-in-address.ts'
import { type Address, addressOfRun, isOfRecording, newRunInAddress } from './request-in-address.ts'

/** What the page opens for an address. */
const runInAddress = (address: Address, scenario: string) =>
  isOfRecording(address)
    ? recordingInAddress(address, scenario)
    : { request: newRunInAddress(address.search, scenario) }

const inSearch = (search: string, scenario = 'cqrs') => {
  const run = runInAddress({ search, hash: '' }, scenario)
  if (isRefused(run)) throw new Error(run.refused)
  return run
}

const header: RunHeader = {
  format: runFileFormat,
  version: runFileVersion,
  build: 'x',
  scenario: 'cqrs',
  seed: 42,
  settings: {},
}
const withAction: RunFile = {
  header,
  actions: [{ index: 0, at: 5000, action: { type: 'Kill', participant: 'node-1' } }],
  until: 20_000,
  hash: 'ab'.repeat(32),
}

/** The run to which the link of a file leads, as a browser splits the link. */
const throughLink = (file: RunFile, at: number) => {
  const { search, hash } = new URL(`http://localhost/${linkToRecording(file, at)?.address}`)
  return runInAddress({ search, hash }, 'other')
}

test('an address without parameters asks for a new run of the default scenario', () => {
  expect(inSearch('')).toEqual({ request: { scenario: 'cqrs' } })
})

test('an invalid seed is NaN, and an unknown scenario is returned as it is', () => {
  for (const seed of ['abc', '', '0x10', '1e3']) expect(inSearch(`?seed=${seed}`).request.seed).toBeNaN()
  expect(inSearch('?scenario=nothing').request.scenario).toBe('nothing')
})

test("the address of a run asks for a new run with the run's scenario and seed", () => {
  expect(inSearch(addressOfRun(header), 'other')).toEqual({ request: { scenario: 'cqrs', seed: 42 } })
})

test('the link to a run without actions is short and opens it up to the shown instant', () => {
  const file = { header, actions: [], until: 20_000 }
  expect(linkToRecording(file, 5000)?.address).toBe('?scenario=cqrs&seed=42&at=5000')
  expect(throughLink(file, 5000)).toEqual({
    request: {
      scenario: 'cqrs',
      fresh: true,
      recorded: { header: { ...header, build: 'link' }, actions: [], until: 5000 },
    },
    at: 5000,
  })
})

test('the link to a run with actions, settings or edited code opens the whole run at the shown instant', () => {
  for (const file of [
    withAction,
    { header: { ...header, settings: { profile: 'fast' } }, actions: [], until: 9000 },
    {
      header: { ...header, code: [{ file: 'cqrs/reader.ts', text: 'export const a = 1' }] },
      actions: [],
      until: 9000,
    },
  ])
    expect(throughLink(file, 6000)).toEqual({
      request: { scenario: 'cqrs', fresh: true, recorded: file },
      at: 6000,
    })
})

test('a link holds the branches of the run, and leaves them out where they do not fit', () => {
  const opened = throughLink(sampleFamily, 9000)
  if (isRefused(opened)) throw new Error(opened.refused)
  expect(opened.request.recorded).toEqual(sampleFamily)
  expect(opened.request.family?.others.map(({ branch, name }) => branch?.name ?? name)).toEqual([
    'Rehearsal',
    'Slower',
  ])
  const others = sampleFamily.family!.others.map(lane => ({
    ...lane,
    actions: Array.from({ length: 3000 }, (_, index) => ({
      ...withAction.actions[0]!,
      index,
      at: 5000 + index ** 2,
    })),
    until: 86_400_000,
  }))
  const long = { ...sampleFamily, family: { ...sampleFamily.family!, others } }
  expect(linkToRecording(sampleFamily, 5)?.withoutBranches).toBe(false)
  expect(linkToRecording(long, 5)?.withoutBranches).toBe(true)
  const { family: _, ...alone } = sampleFamily
  expect(throughLink(long, 5)).toMatchObject({ request: { recorded: alone } })
})

test('a run that is too long has no link', () => {
  const actions = Array.from({ length: 3000 }, (_, index) => ({
    ...withAction.actions[0]!,
    index,
    at: 5000 + index ** 2,
  }))
  expect(linkToRecording({ ...withAction, actions, until: 86_400_000 }, 0)).toBeNull()
})

test.each<[search: string, hash: string, refused: string]>([
  ['?at=86400001', '', '`until` must be at most 86400000, which is 24 hours of virtual time.'],
  ['?at=soon', '', '`until` must be a whole number, 0 or more.'],
  ['?seed=-1&at=5', '', '`header.seed` must be a whole number, 0 or more.'],
  [
    '',
    '#run=',
    'The run in the link is incomplete or was changed. Copy the whole link, or ask for the run as a file.',
  ],
  [
    '',
    linkToRecording(withAction, 5)!.address.replace('&at=5', '&at=-5'),
    '[-5] is not a valid instant. Give whole milliseconds, 0 or more.',
  ],
  [
    '',
    linkToRecording(withAction, 5)!.address.slice(0, -40),
    'The run in the link is incomplete or was changed. Copy the whole link, or ask for the run as a file.',
  ],
])('the address %s%s is refused: %s', (search, hash, refused) => {
  expect(runInAddress({ search, hash }, 'cqrs')).toMatchObject({ refused })
})
