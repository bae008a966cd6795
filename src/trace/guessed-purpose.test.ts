import { expect, test } from 'vitest'
import { guessedPurpose } from './guessed-purpose.ts'

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
] as const)('an old message to %s with label %s from %s belongs to %s', (to, label, from, protocol) => {
  const sent = { type: 'MessageSent', label }
  expect(guessedPurpose({ ...sent, to: at(to), from: from === null ? null : at(from) })).toMatchObject({
    protocol,
  })
  expect(guessedPurpose({ ...sent, to, from })).toMatchObject({ protocol })
})

test('an old message is a reply, or periodic, by its label', () => {
  const sent = (label: string) => guessedPurpose({ type: 'MessageSent', from: null, to: '/user/a', label })
  expect(sent('InitJoinAck')).toEqual({ protocol: 'user', reply: true })
  expect(sent('HandOverDone')).toEqual({ protocol: 'singleton', reply: true })
  expect(sent('HeartbeatRsp')).toEqual({ protocol: 'client', reply: true, periodic: true })
  expect(sent('Delta')).toEqual({ protocol: 'user', periodic: true })
  expect(sent('Write')).toEqual({ protocol: 'user' })
})

test('an old delivery gets the protocol of its message, other events and events without their fields get nothing', () => {
  expect(
    guessedPurpose({ type: 'MessageDelivered', to: '/user/a', label: 'HeartbeatRsp', waiting: 0 }),
  ).toEqual({ protocol: 'client', periodic: true })
  expect(guessedPurpose({ type: 'DeadLetter', to: '/user/a', label: 'Write' })).toEqual({})
  expect(guessedPurpose({ type: 'MessageSent', to: 1, label: 'Write' })).toEqual({})
  expect(guessedPurpose({ type: 'MessageSent', to: '/user/a' })).toEqual({})
})
