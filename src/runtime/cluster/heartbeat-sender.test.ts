import { expect, test } from 'vitest'
import { ActorTestKit } from '../testkit/actor-test-kit.ts'
import { fastProfile } from './cluster-settings.ts'
import { FailureDetectorRegistry } from './failure-detector-registry.ts'
import { heartbeatSender } from './heartbeat-sender.ts'
import type { Member } from './member.ts'
import type { HeartbeatPort } from './ports.ts'

const memberAt = (host: string, uid: number): Member => ({
  uniqueAddress: { address: `pekko://sys@${host}:1`, uid },
  status: 'Up',
  upNumber: uid,
  appVersion: '0.0.0',
  roles: [],
})
const [self, b, c] = [memberAt('a', 1), memberAt('b', 2), memberAt('c', 3)] as const

/** Spawns a heartbeat sender that monitors b and c. */
function sender(name: string, kit: ActorTestKit) {
  const cluster: HeartbeatPort = {
    settings: fastProfile,
    selfUniqueAddress: self.uniqueAddress,
    subscribe: ref =>
      ref.tell({
        type: 'CurrentClusterState',
        members: [self, b, c],
        unreachable: [],
        seenBy: [],
        leader: null,
        roleLeaders: {},
      }),
  }
  kit.spawn(heartbeatSender(cluster, new FailureDetectorRegistry(fastProfile.failureDetector)), name)
}

test('heartbeats carry a sequence number that grows by one per tick, separately for each sender [C-099]', () => {
  const kit = ActorTestKit.create()
  sender('first', kit)
  kit.advance(2 * fastProfile.failureDetector.heartbeatIntervalMs)
  const numbers = () =>
    kit.outbox
      .splice(0)
      .map(({ to, message }) => [
        to.slice('pekko://sys@'.length).slice(0, 1),
        (message as { sequenceNr: number }).sequenceNr,
      ])
  expect(numbers()).toEqual([
    ['b', 1],
    ['c', 1],
    ['b', 2],
    ['c', 2],
  ])
  sender('second', kit)
  kit.advance(fastProfile.failureDetector.heartbeatIntervalMs)
  expect(numbers()).toEqual([
    ['b', 3],
    ['c', 3],
    ['b', 1],
    ['c', 1],
  ])
})
