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
  all.takeLines()
  const supervisionEvents = () =>
    all.kit
      .eventsOf('SupervisionSet')
      .filter(event => event.actor.startsWith('/user/top/a#'))
      .map(({ by, rules }) => [by, rules.map(({ error, strategy }) => `${error} ${strategy.type}`)])
  return { ...all, supervisionEvents }
}

const restart = { rules: [{ error: 'Error', strategy: { type: 'restart', stopChildren: true } }] } as const
const stop = { rules: [{ error: 'Error', strategy: { type: 'stop' } }] } as const

test('a child that starts traces the rules of its parent', () => {
  const { supervisionEvents, kit } = family()
  expect(supervisionEvents()).toEqual([['code', ['DiskFull resume', 'Error restart']]])
  expect(kit.eventsOf('SupervisionSet')[0]?.rules.map(({ error }) => error)).toEqual([
    'ActorInitializationException',
    'ActorKilledException',
    'DeathPactException',
    'Error',
  ])
})

test('a restart by a supervision override runs the hooks and clears the behavior stack', () => {
  const { tell, takeLines, kit, supervisionEvents } = family({ preStart: actor => void actor.spawn('child') })
  kit.runUntilIdle()
  takeLines()
  kit.system.supervise('/user/top/a', restart)
  tell(below('a', actor => actor.context.become(() => actor.logLine('other'))))
  kit.system.failNext('/user/top/a', { error: 'DiskFull' })
  tell(
    below('a', () => undefined),
    below('a', actor => actor.logLine('works')),
  )
  expect(takeLines()).toEqual([
    'a preRestart',
    'a postStop',
    'child postStop',
    'a postRestart',
    'a preStart',
    'a works',
    'child preStart',
  ])
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['restart'])
  expect(supervisionEvents().at(-1)).toEqual(['person', ['Error restart']])
})

test('an override around the handler restarts the whole actor', () => {
  const { tell, takeLines, kit } = family()
  kit.system.supervise('/user/top/a', { ...restart, around: 'handler' })
  tell(below('a', actor => actor.context.become(() => actor.logLine('other'))))
  kit.system.failNext('/user/top/a', { error: 'Boom' })
  tell(
    'x',
    below('a', () => undefined),
  )
  tell(below('a', actor => actor.logLine('works')))
  expect(takeLines()).toEqual([
    'top x',
    'a preRestart',
    'a postStop',
    'a postRestart',
    'a preStart',
    'a works',
  ])
})

test('an override to stop stops the child; without it the parent decides again', () => {
  const { tell, takeLines, kit, supervisionEvents } = family()
  kit.system.supervise('/user/top/a', stop)
  kit.system.supervise('/user/top/a', null)
  expect(supervisionEvents().at(-1)).toEqual(['code', ['DiskFull resume', 'Error restart']])
  tell(below('a', fail(new DiskFull())))
  expect(takeLines()).toEqual([])
  kit.system.supervise('/user/top/a', stop)
  tell(below('a', fail()))
  expect(takeLines()).toEqual(['a postStop'])
  expect(kit.eventsOf('ActorFailed').map(event => event.decision)).toEqual(['resume', 'stop'])
})

test('an injected failure of the start fails the instance that the next restart creates', () => {
  const { tell, kit, takeLines } = family()
  kit.system.failNext('/user/top/a', { error: 'Boom', during: 'start', times: 1 })
  tell(below('a', () => undefined))
  kit.advance(5)
  expect(kit.eventsOf('ActorFailed').map(event => [event.error.name, event.decision])).toEqual([
    ['Boom', 'restart'],
    ['ActorInitializationException', 'restart'],
  ])
  expect(takeLines()).toEqual(['a preRestart', 'a postStop', 'a postRestart', 'a preStart'])
})
