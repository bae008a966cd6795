import { expect, test } from 'vitest'
import { LocalServices } from './local-services.ts'

test('a removed registration stays hidden until it is pruned or registered again [C-317]', () => {
  const services = new LocalServices()
  services.add('k', '/user/a')
  services.add('l', '/user/a')
  services.remove('k', '/user/a', 100)
  expect([services.isRemoved('k', '/user/a'), services.isRemoved('l', '/user/a')]).toEqual([true, false])
  expect(services.keysOf('/user/a')).toEqual(['l'])
  services.forgetRemovedBefore(100)
  expect(services.isRemoved('k', '/user/a')).toBe(true)
  services.forgetRemovedBefore(101)
  expect(services.isRemoved('k', '/user/a')).toBe(false)
  services.remove('l', '/user/a', 200)
  services.add('l', '/user/a')
  expect(services.isRemoved('l', '/user/a')).toBe(false)
})
