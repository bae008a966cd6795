import { expect, test } from 'vitest'
import { isReply, protocolOf } from './protocol.ts'

const at = (path: string) => `pekko://c@127.0.0.1:2551${path}#12`

test.each([
  ['/system/cluster/heartbeatReceiver', 'Heartbeat', null, 'failure-detector'],
  ['/system/cluster/heartbeatSender', 'HeartbeatRsp', null, 'failure-detector'],
  ['/system/cluster/core/daemon', 'GossipEnvelope', null, 'membership'],
  ['/system/clusterish', 'X', null, 'system'],
  ['/user/master', 'HandOverToMe', null, 'singleton'],
  ['/user/master/singleton', 'Identify', '/user/masterProxy', 'singleton'],
  ['/user/masterProxy', 'ActorIdentity', '/user/master/singleton', 'singleton'],
  ['/user/client/cluster-client', 'ActorIdentity', '/system/receptionist', 'client'],
  ['/user/client/cluster-client', 'Contacts', '/system/receptionist', 'client'],
  ['/user/client/cluster-client', 'HeartbeatRsp', '/system/receptionist', 'client'],
  ['/system/receptionist', 'Heartbeat', '/user/client/cluster-client', 'client'],
  ['/system/distributedPubSubMediator/read', 'Publish', null, 'pub-sub'],
  ['/system/journal', 'WriteMessages', '/user/master/singleton', 'persistence'],
  ['/user/master/singleton', 'WriteMessagesSuccess', '/system/journal', 'persistence'],
  ['/user/read', 'Get', '/system/receptionist', 'user'],
  ['/temp/$a', 'GetReply', '/system/receptionist/$b', 'user'],
  ['/system/something', 'Tick', null, 'system'],
] as const)('a message to %s with label %s from %s belongs to %s', (to, label, from, protocol) => {
  expect(protocolOf({ to: at(to), label, from: from === null ? null : at(from) })).toBe(protocol)
  expect(protocolOf({ to, label, from })).toBe(protocol)
})

test('a label is recognised as a reply by its name', () => {
  for (const label of [
    'HeartbeatRsp',
    'InitJoinAck',
    'Welcome',
    'HandOverDone',
    'ActorIdentity',
    'GetReply',
  ]) {
    expect(isReply(label)).toBe(true)
  }
  for (const label of ['Heartbeat', 'Write', 'Get', 'HandOverToMe', 'Gossip'])
    expect(isReply(label)).toBe(false)
})
