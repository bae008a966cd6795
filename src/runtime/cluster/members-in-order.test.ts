import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMember, emptyGossip, type Gossip, memberOf, updateMembers } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member, MemberStatus } from './member.ts'
import { compareMembers } from './member-order.ts'

const statuses: readonly MemberStatus[] = ['Joining', 'WeaklyUp', 'Up', 'Leaving', 'Exiting', 'Down']

const memberAt = (host: number): Member => ({
  uniqueAddress: { address: `pekko://sys@n${host}:1`, uid: host },
  status: 'Joining',
  upNumber: 1,
  appVersion: '0.0.0',
  roles: [],
})

test('members stay sorted and unique while their statuses change [C-064]', () => {
  const changes = fc.array(fc.tuple(fc.nat(5), fc.constantFrom(...statuses)), { maxLength: 30 })
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), changes, (joining, changed) => {
      let gossip: Gossip = emptyGossip
      for (const host of joining) gossip = addMember(gossip, memberAt(host))
      for (const [host, status] of changed) {
        const member = memberOf(gossip, nodeKey(memberAt(host).uniqueAddress))!
        gossip = updateMembers(gossip, [{ ...member, status }])
      }
      expect(gossip.members).toEqual([...gossip.members].sort(compareMembers))
      expect(gossip.members.map(({ uniqueAddress }) => uniqueAddress.uid).sort()).toEqual([0, 1, 2, 3, 4, 5])
      for (const [host, status] of new Map(changed)) {
        expect(memberOf(gossip, nodeKey(memberAt(host).uniqueAddress))!.status).toBe(status)
      }
    }),
    { seed: 1 },
  )
})
