import { expect, test } from 'vitest'
import { CellState } from '../actor/cell-state.ts'
import { below, fail, type Scripted, type Step, setUp } from './scripted.fixture.ts'

/** Watchers under one top actor, and a target beside them. */
function watchers(...names: string[]) {
  const all = setUp({
    preStart: actor => {
      actor.spawn('target')
      for (const name of names) actor.spawn(name)
    },
  })
  all.tell()
  all.taken()
  const target = all.kit.system.resolve<Step>('/user/top/target')
  const each = (step: Step) => {
    for (const name of names) all.tell(below(name, step))
  }
  return { ...all, target, each }
}

const target = (actor: Scripted) => actor.context.system.resolve<Step>('/user/top/target')
const watch: Step = actor => void actor.context.watch(target(actor))
const stopTarget = below('target', actor => actor.context.stop(actor.self))

test('[A-175] one notice when the target stops', () => {
  const { tell, each, taken } = watchers('w')
  each(watch)
  each(watch)
  tell(stopTarget)
  tell()
  expect(taken()).toEqual(['target postStop', 'w Terminated'])
})

test('[A-176] one notice when the target had ended already', () => {
  const { tell, each, taken } = watchers('w')
  tell(stopTarget)
  each(watch)
  tell()
  expect(taken()).toEqual(['target postStop', 'w Terminated'])
})

test('[A-177] each of three watchers is told once', () => {
  const { tell, each, taken } = watchers('w1', 'w2', 'w3')
  each(watch)
  tell(stopTarget)
  expect(taken()).toEqual(['target postStop', 'w1 Terminated', 'w2 Terminated', 'w3 Terminated'])
})

test('[A-178] a watcher that unwatched is not told, the others are', () => {
  const { tell, each, taken } = watchers('w1', 'w2', 'w3')
  each(watch)
  tell(below('w2', actor => void actor.context.unwatch(target(actor))))
  tell(stopTarget)
  expect(taken()).toEqual(['target postStop', 'w1 Terminated', 'w3 Terminated'])
})

test('[A-179] restarts are not told, the final stop is, once', () => {
  const { tell, each, taken } = watchers('w')
  each(watch)
  tell(below('target', fail()))
  tell(below('target', fail()))
  expect(taken().filter(line => line.startsWith('w'))).toEqual([])
  tell(stopTarget)
  expect(taken().filter(line => line.startsWith('w'))).toEqual(['w Terminated'])
})

test('[A-182] a notice about something that is not watched is ignored', () => {
  const { kit, taken, tell } = setUp()
  tell('lives')
  const cell = kit.system.findCell('/user/top')!
  cell.tellSystem({ type: 'gone', path: '/user/stranger#1' })
  kit.runUntilIdle()
  expect(cell.state).toBe(CellState.running)
  expect(taken()).toEqual(['top preStart', 'top lives'])
})

test('[A-183] a notice that is queued already is dropped when the target is unwatched first', () => {
  const { tell, taken, kit } = setUp()
  tell(actor => {
    const child = actor.context.watch(actor.spawn('child'))
    child.tell(childActor => childActor.context.stop(childActor.self))
    // The notice comes while this actor is busy, behind the message that unwatches.
    actor.self.tell(self => void self.context.unwatch(child))
    actor.context.block(10)
  })
  kit.advance(5)
  expect(kit.system.findCell('/user/top')?.mailbox.size).toBe(1)
  kit.advance(20)
  expect(taken()).toEqual(['top preStart', 'child preStart', 'child postStop'])
})

test('an ending that nobody handles fails the watcher by a death pact, which stops it', () => {
  const { tell, each, kit } = watchers('w')
  each(watch)
  each(actor => actor.context.become({}))
  tell(stopTarget)
  expect(kit.eventsOf('ActorFailed').map(event => [event.error.name, event.decision, event.label])).toEqual([
    ['DeathPactException', 'stop', 'Terminated'],
  ])
})

test('watchWith has its own message come instead', () => {
  const { tell, each, taken } = watchers('w')
  each(actor => void actor.context.watchWith(target(actor), { type: 'Gone' }))
  tell(stopTarget)
  expect(taken()).toEqual(['target postStop', 'w Gone'])
})

test('[A-186] a notice for a child stopped in preRestart does not reach the restarted actor, which watches one of that name', () => {
  const { tell, taken, kit } = setUp({ construct: actor => void actor.context.watch(actor.spawn('child')) })
  kit.runUntilIdle()
  taken()
  tell(fail())
  tell(below('child', child => child.say('lives')))
  expect(taken()).toEqual([
    'top preRestart',
    'top postStop',
    'child postStop',
    'top postRestart',
    'top preStart',
    'child preStart',
    'child lives',
  ])
  tell(below('child', child => child.context.stop(child.self)))
  expect(taken()).toEqual(['child postStop', 'top Terminated'])
})

test('the sender of a notice is who ended', () => {
  const { tell, each, target: ref } = watchers('w')
  let sender = ''
  each(actor => {
    watch(actor)
    actor.context.become(() => {
      sender = actor.sender.path
    })
  })
  tell(stopTarget)
  expect(sender.split('#')[0]).toBe(ref.path)
})
