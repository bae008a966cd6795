import { expect, test } from 'vitest'
import { OneForOneStrategy } from './index.ts'
import { below, fail, type Script, setUp } from './scripted.fixture.ts'

class DiskFull extends Error {
  override name = 'DiskFull'
}

function family(script: Partial<Script> = {}) {
  const all = setUp({
    strategy: new OneForOneStrategy({ maxNrOfRetries: 3 }, [
      [DiskFull, 'resume'],
      [Error, 'restart'],
    ]),
    preStart: actor => void actor.spawn('a', script),
  })
  all.kit.runUntilIdle()
  all.taken()
  const told = () =>
    all.kit
      .eventsOf('SupervisionSet')
      .filter(event => event.actor.startsWith('/user/top/a#'))
      .map(({ by, rules }) => [by, rules.map(({ error, strategy }) => `${error} ${strategy.type}`)])
  return { ...all, told }
}

const restart = { rules: [{ error: 'Error', strategy: { type: 'restart', stopChildren: true } }] } as const
const stop = { rules: [{ error: 'Error', strategy: { type: 'stop' } }] } as const

test('who decides about a child is told at its start: its parent', () => {
  const { told, kit } = family()
  expect(told()).toEqual([['code', ['DiskFull resume', 'Error restart']]])
  expect(kit.eventsOf('SupervisionSet')[0]?.rules.map(({ error }) => error)).toEqual([
    'ActorInitializationException',
    'ActorKilledException',
    'DeathPactException',
    'Error',
  ])
})

test('what a person chose counts in place of what the parent says, hooks and stack as at any restart', () => {
  const { tell, taken, kit, told } = family({ preStart: actor => void actor.spawn('child') })
  kit.runUntilIdle()
  taken()
  kit.system.supervise('/user/top/a', restart)
  tell(below('a', actor => actor.context.become(() => actor.say('other'))))
  kit.system.failNext('/user/top/a', { error: 'DiskFull' })
  tell(
    below('a', () => undefined),
    below('a', actor => actor.say('works')),
  )
  expect(taken()).toEqual([
    'a preRestart',
    'a postStop',
    'child postStop',
    'a postRestart',
    'a preStart',
    'a works',
    'child preStart',
  ])
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart'])
  expect(told().at(-1)).toEqual(['person', ['Error restart']])
})

test('a restart around the handler is one of the whole actor, which has no other handler', () => {
  const { tell, taken, kit } = family()
  kit.system.supervise('/user/top/a', { ...restart, around: 'handler' })
  tell(below('a', actor => actor.context.become(() => actor.say('other'))))
  kit.system.failNext('/user/top/a', { error: 'Boom' })
  tell(
    'x',
    below('a', () => undefined),
  )
  tell(below('a', actor => actor.say('works')))
  expect(taken()).toEqual(['top x', 'a preRestart', 'a postStop', 'a postRestart', 'a preStart', 'a works'])
})

test('a choice to stop stops, and one taken back leaves it to the parent again', () => {
  const { tell, taken, kit, told } = family()
  kit.system.supervise('/user/top/a', stop)
  kit.system.supervise('/user/top/a', null)
  expect(told().at(-1)).toEqual(['code', ['DiskFull resume', 'Error restart']])
  tell(below('a', fail(new DiskFull())))
  expect(taken()).toEqual([])
  kit.system.supervise('/user/top/a', stop)
  tell(below('a', fail()))
  expect(taken()).toEqual(['a postStop'])
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['resume', 'stop'])
})

test('a failure that is asked for during the start happens to the new instance', () => {
  const { tell, kit, taken } = family()
  kit.system.failNext('/user/top/a', { error: 'Boom', during: 'start', times: 1 })
  tell(below('a', () => undefined))
  kit.advance(5)
  expect(kit.eventsOf('ActorFailed').map(event => [event.error.name, event.decision])).toEqual([
    ['Boom', 'restart'],
    ['ActorInitializationException', 'restart'],
  ])
  expect(taken()).toEqual(['a preRestart', 'a postStop', 'a postRestart', 'a preStart'])
})
