import { afterEach, expect, test, vi } from 'vitest'
import { keepOffline, type OfflineState } from './keep-offline.ts'

afterEach(() => vi.unstubAllGlobals())

async function statesWith(navigator: object): Promise<readonly OfflineState[]> {
  vi.stubGlobal('navigator', navigator)
  const states: OfflineState[] = []
  await keepOffline('sw.js', state => states.push(state))
  return states
}

test('a browser with service workers stores the page', async () => {
  const register = vi.fn(async () => ({}))
  expect(await statesWith({ serviceWorker: { register, ready: Promise.resolve({}) } })).toEqual([
    'storing',
    'stored',
  ])
  expect(register).toHaveBeenCalledWith('sw.js')
})

test('a page served by plain http is told to be unavailable offline', async () => {
  expect(await statesWith({})).toEqual(['unavailable'])
})

test('a refused service worker is reported', async () => {
  const register = async () => {
    throw new Error('refused')
  }
  expect(await statesWith({ serviceWorker: { register } })).toEqual(['storing', 'unavailable'])
})
