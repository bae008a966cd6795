import { describe, expect, test } from 'vitest'
import { ContactRing } from './contact-ring.ts'

const nodes = Array.from({ length: 8 }, (_, i) => `pekko://c@host:${i + 1}`)
const clients = Array.from({ length: 200 }, (_, i) => `pekko://client@c${i}:1/user/client#${i}`)

describe('the contacts of a client (CC-9)', () => {
  test('are all nodes when the cluster has at most the requested number', () => {
    expect([...new ContactRing(nodes.slice(0, 3)).contactsFor(clients[0]!, 3)].sort()).toEqual(
      nodes.slice(0, 3),
    )
    expect(new ContactRing([]).contactsFor(clients[0]!, 3)).toEqual([])
  })

  test('are the requested number of different nodes, the same from every receptionist', () => {
    const ring = new ContactRing(nodes)
    const other = new ContactRing([...nodes].reverse())
    for (const client of clients) {
      const contacts = ring.contactsFor(client, 3)
      expect(new Set(contacts).size).toBe(3)
      expect(other.contactsFor(client, 3)).toEqual(contacts)
    }
  })

  test('spread the clients over all nodes', () => {
    const firsts = new Set(clients.map(client => new ContactRing(nodes).contactsFor(client, 3)[0]))
    expect(firsts.size).toBe(nodes.length)
  })
})
