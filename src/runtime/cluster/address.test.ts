import { describe, expect, test } from 'vitest'
import { compareAddresses, compareUniqueAddresses, parseAddress } from './address.ts'
import { nodeKey, parseNodeKey } from './ids.ts'

const at = (host: string, port: number, uid = 1) => ({ address: `pekko://sys@${host}:${port}`, uid })

describe('addresses', () => {
  test('are ordered by host, then by port as a number [C-061]', () => {
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

  test('of two incarnations are ordered by uid, whichever comes first [C-063]', () => {
    const nodes = [at('a', 1, 3), at('a', 1, -7), at('a', 1, 100)]
    for (const a of nodes) {
      for (const b of nodes) {
        expect(Math.sign(compareUniqueAddresses(a, b))).toBe(0 - Math.sign(compareUniqueAddresses(b, a)))
      }
    }
    expect(nodes.sort(compareUniqueAddresses).map(node => node.uid)).toEqual([-7, 3, 100])
  })

  test('are equal in order when only protocol or system differ', () => {
    expect(compareAddresses('pekko://b@host:1', 'tcp://a@host:1')).toBe(0)
  })

  test('with invalid characters in the host are rejected', () => {
    expect(() => parseAddress('pekko://sys@in_valid:1')).toThrow('in_valid')
    expect(() => parseAddress('nonsense')).toThrow('Invalid address [nonsense]')
  })

  test('without a host are local', () => {
    expect(parseAddress('pekko://sys')).toEqual({ protocol: 'pekko', system: 'sys', host: '', port: 0 })
  })

  test('and uids are restored from a node key', () => {
    expect(parseNodeKey(nodeKey(at('node-1', 2551, 77)))).toEqual(at('node-1', 2551, 77))
  })
})
