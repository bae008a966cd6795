import { describe, expect, test } from 'vitest'
import { compareAddresses, compareUniqueAddresses, isValidHost, parseAddress } from './address.ts'
import { nodeKey, parseNodeKey } from './ids.ts'

const at = (host: string, port: number, uid = 1) => ({ address: `pekko://sys@${host}:${port}`, uid })

describe('addresses', () => {
  test('[C-061] addresses order by host, then by port as a number', () => {
    const sorted = [
      at('host1', 9000),
      at('host1', 10000),
      at('host2', 8000),
      at('host2', 9000),
      at('host2', 10000),
    ]
    const shuffled = [sorted[4]!, sorted[1]!, sorted[3]!, sorted[0]!, sorted[2]!]
    expect(shuffled.sort(compareUniqueAddresses)).toEqual(sorted)
  })

  test('[C-063] incarnations of one address are ordered by uid, both ways round alike', () => {
    const nodes = [at('a', 1, 3), at('a', 1, -7), at('a', 1, 100)]
    for (const a of nodes) {
      for (const b of nodes) {
        expect(Math.sign(compareUniqueAddresses(a, b))).toBe(0 - Math.sign(compareUniqueAddresses(b, a)))
      }
    }
    expect(nodes.sort(compareUniqueAddresses).map(node => node.uid)).toEqual([-7, 3, 100])
  })

  test('protocol and system take no part in the order', () => {
    expect(compareAddresses('pekko://b@host:1', 'tcp://a@host:1')).toBe(0)
  })

  test('hosts with characters that no host name has are refused', () => {
    for (const host of ['localhost', 'is_valid.org', 'fu_.is_valid.org', 'node-1'])
      expect(isValidHost(host)).toBe(true)
    for (const host of ['in_valid', 'invalid._org', 'a b', '']) expect(isValidHost(host)).toBe(false)
    expect(() => parseAddress('pekko://sys@in_valid:1')).toThrow('in_valid')
    expect(() => parseAddress('nonsense')).toThrow('[nonsense] is not an address')
  })

  test('an address without host means here', () => {
    expect(parseAddress('pekko://sys')).toEqual({ protocol: 'pekko', system: 'sys', host: '', port: 0 })
  })

  test('a key is read back', () => {
    expect(parseNodeKey(nodeKey(at('node-1', 2551, 77)))).toEqual(at('node-1', 2551, 77))
  })
})
