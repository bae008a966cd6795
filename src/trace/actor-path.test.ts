import { describe, expect, test } from 'vitest'
import {
  addressOf,
  addressParts,
  formatAddress,
  formatPath,
  hostAndPort,
  hostOf,
  illegalCharacterAt,
  isLocalPath,
  isNodeAddress,
  isValidHost,
  isWithin,
  localPath,
  nameOf,
  namesOf,
  parentOf,
  parsePath,
  systemOf,
  withAddress,
  withoutAddress,
  withoutUid,
} from './actor-path.ts'

const address = 'pekko://My-Shop@node-1:2551'
const encoded = '/system/receptionist/pekko:%2F%2Fc@n1:1%2Fuser%2Fa'

describe('an actor path', () => {
  test.each([
    ['/user/a', null, '/user/a', 0, ['user', 'a']],
    ['/user/a#7', null, '/user/a', 7, ['user', 'a']],
    ['/', null, '/', 0, ['']],
    ['/temp/$a', null, '/temp/$a', 0, ['temp', '$a']],
    ['/user/$a/$~b#2147483647', null, '/user/$a/$~b', 2147483647, ['user', '$a', '$~b']],
    [`${encoded}#3`, null, encoded, 3, ['system', 'receptionist', 'pekko:%2F%2Fc@n1:1%2Fuser%2Fa']],
    [`${address}/user/a/b#7`, address, '/user/a/b', 7, ['user', 'a', 'b']],
    [`${address}/user/a`, address, '/user/a', 0, ['user', 'a']],
    [`${address}/`, address, '/', 0, ['']],
    [address, address, '/', 0, ['']],
    ['pekko://local/user/a', 'pekko://local', '/user/a', 0, ['user', 'a']],
  ])('%s has an address, names and a uid', (text, of, path, uid, names) => {
    expect(parsePath(text)).toEqual({ address: of, path, uid })
    expect(addressOf(text)).toBe(of)
    expect(localPath(text)).toBe(path)
    expect(withoutAddress(text)).toBe(formatPath({ address: null, path, uid }))
    expect(withoutUid(withAddress(text, address))).toBe(text === address ? address : (of ?? address) + path)
    expect(namesOf(text)).toEqual(names)
    expect(nameOf(text)).toBe(names.at(-1))
    if (text !== address) expect(formatPath(parsePath(text))).toBe(text)
  })

  test.each(['', 'user/a', 'a', '/user/a#x', '/user/a#1.5', '/user/a#1#2', 'tcp://c@n1:1/user/a'])(
    'cannot be parsed from [%s]',
    text => {
      expect(() => parsePath(text)).toThrow(`[${text}] is not an actor path. Write [/user/name]`)
    },
  )

  test('gets an address only if it has none', () => {
    expect(withAddress('/user/a#7', address)).toBe(`${address}/user/a#7`)
    expect(withAddress(`${address}/user/a`, 'pekko://other@n2:1')).toBe(`${address}/user/a`)
  })

  test.each([
    ['/user/a/b#7', '/user/a'],
    [`${address}/user/a`, '/user'],
    ['/user', null],
    [address, null],
  ])('%s has the parent %s', (path, parent) => {
    expect(parentOf(path)).toBe(parent)
  })

  test('is within itself and the actors above it, and not within an actor whose name begins alike', () => {
    expect(isWithin('/user/a/b', '/user/a')).toBe(true)
    expect(isWithin('/user/a', '/user/a')).toBe(true)
    expect(isWithin('/user/ab', '/user/a')).toBe(false)
    expect(isWithin('/user', '/user/a')).toBe(false)
  })

  test.each(['/user/a', '/user/a#7', '/user/$a', encoded, "/user/-_.*$+:@&=,!~';", '/system'])(
    '%s is a local path',
    text => {
      expect(isLocalPath(text)).toBe(true)
    },
  )

  test.each([
    '',
    '/',
    'a',
    '/user/',
    '//a',
    '/user//a',
    '/user/a#',
    '/user/a#x',
    '/user/a b',
    '/user/a%2',
    '/user/é',
    '/user/a\n',
    `${address}/user/a`,
  ])('[%s] is not a local path', text => {
    expect(isLocalPath(text)).toBe(false)
  })
})

test.each([
  ["A0-_.*$+:@&=,!~';", -1],
  ['%2Fx%2f', -1],
  ['a b', 1],
  ['a/b', 1],
  ['a#1', 1],
  ['%', 0],
  ['ab%2', 2],
  ['%%41', 0],
  ['ok%4g', 2],
  ['né', 1],
])('the first illegal character of the name [%s] is at %d', (name, index) => {
  expect(illegalCharacterAt(name)).toBe(index)
})

describe('an address', () => {
  test.each([
    [address, { protocol: 'pekko', system: 'My-Shop', host: 'node-1', port: 2551 }],
    ['akka.tcp://s@10.0.0.1:99999', { protocol: 'akka.tcp', system: 's', host: '10.0.0.1', port: 99999 }],
    ['pekko://local', { protocol: 'pekko', system: 'local', host: '', port: 0 }],
  ])('%s has parts', (text, parts) => {
    expect(addressParts(text)).toEqual(parts)
    expect(hostOf(text)).toBe(parts.host)
    expect(systemOf(text)).toBe(parts.system)
    expect(hostAndPort(text)).toBe(parts.host === '' ? text : `${parts.host}:${parts.port}`)
  })

  test.each([
    '',
    'nonsense',
    '/user/a',
    'pekko://',
    'pekko://s@h',
    'pekko://s@h:',
    'pekko://s@h:x',
    'pekko://s@:1',
    'pekko://@h:1',
    'pekko://s@[::1]:1',
    `${address}/user/a`,
    `${address}#7`,
  ])('is not [%s]', text => {
    expect(addressParts(text)).toBeNull()
    expect(hostOf(text)).toBe('')
    expect(systemOf(text)).toBe('')
    expect(hostAndPort(text)).toBe(text)
    expect(isNodeAddress(text)).toBe(false)
  })

  test('is formatted from its parts', () => {
    expect(formatAddress('My-Shop', 'node-1', 2551)).toBe(address)
  })

  test('of a node has the protocol of actors, a valid name of a system and a valid host', () => {
    expect(isNodeAddress(address)).toBe(true)
    for (const text of [
      'pekko://local',
      'tcp://s@n1:1',
      'pekko://-s@n1:1',
      'pekko://my shop@n1:1',
      'pekko://s@in_valid:1',
    ]) {
      expect(isNodeAddress(text)).toBe(false)
    }
  })

  test('has a host whose last label has no underscore', () => {
    for (const host of ['localhost', 'is_valid.org', 'fu_.is_valid.org', 'node-1', '10.0.0.1']) {
      expect(isValidHost(host)).toBe(true)
    }
    for (const host of ['in_valid', 'invalid._org', 'a b', '', '-a']) expect(isValidHost(host)).toBe(false)
  })
})
