import { expect, test } from 'vitest'
import { CellState } from '../actor/kernel/cell-state.ts'
import { below, fail, type Scripted, type Step, setUp } from './scripted.fixture.ts'

/** Watchers and their target, all children of one top actor. */
function watchers(...names: string[]) {
  const all = setUp({
    preStart: actor => {
      actor.spawn('target')
      for (const name of names) actor.spawn(name)
    },
  })
  all.tell()
  all.takeLines()
  const target = all.kit.system.resolve<Step>('/user/top/target')
  const each = (step: Step) => {
    for (const name of names) all.tell(below(name, step))
  }
  return { ...all, target, each }
}

const target = (actor: Scripted) => actor.context.system.resolve<Step>('/user/top/target')
const watch: Step = actor => void actor.context.watch(target(actor))
const stopTarget = below('target', actor => actor.context.stop(actor.self))

test('[A-175] a watcher receives one Terminated when its target stops, also when it watched twice', () => {
  const { tell, each, takeLines } = watchers('w')
  each(watch)
  each(watch)
  tell(stopTarget)
  tell()
  expect(takeLines()).toEqual(['target postStop', 'w Terminated'])
})

test('[A-176] a watcher of a stopped target receives one Terminated', () => {
  const { tell, each, takeLines } = watchers('w')
  tell(stopTarget)
  each(watch)
  tell()
  expect(takeLines()).toEqual(['target postStop', 'w Terminated'])
})

test('[A-177] each of three watchers receives one Terminated', () => {
  const { tell, each, takeLines } = watchers('w1', 'w2', 'w3')
  each(watch)
  tell(stopTarget)
  expect(takeLines()).toEqual(['target postStop', 'w1 Terminated', 'w2 Terminated', 'w3 Terminated'])
})

test('[A-178] a watcher that unwatched receives no Terminated, the other watchers do', () => {
  const { tell, each, takeLines } = watchers('w1', 'w2', 'w3')
  each(watch)
  tell(below('w2', actor => void actor.context.unwatch(target(actor))))
  tell(stopTarget)
  expect(takeLines()).toEqual(['target postStop', 'w1 Terminated', 'w3 Terminated'])
})

test('[A-179] a watcher receives no Terminated at restarts, and one at the final stop', () => {
  const { tell, each, takeLines } = watchers('w')
  each(watch)
  tell(below('target', fail()))
  tell(below('target', fail()))
  expect(takeLines().filter(line => line.startsWith('w'))).toEqual([])
  tell(stopTarget)
  expect(takeLines().filter(line => line.startsWith('w'))).toEqual(['w Terminated'])
})

test('[A-182] a notice about an unwatched actor is ignored', () => {
  const { kit, takeLines, tell } = setUp()
  tell('lives')
  const cell = kit.system.findCell('/user/top')!
  cell.enqueueSystemMail({ type: 'gone', path: '/user/stranger#1' })
  kit.runUntilIdle()
  expect(cell.state).toBe(CellState.running)
  expect(takeLines()).toEqual(['top preStart', 'top lives'])
})

test('[A-183] unwatch drops a notice that is already in the mailbox', () => {
  const { tell, takeLines, kit } = setUp()
  tell(actor => {
    const child = actor.context.watch(actor.spawn('child'))
    child.tell(childActor => childActor.context.stop(childActor.self))
    // The actor is busy, so the notice is enqueued behind the message that unwatches.
    actor.self.tell(self => void self.context.unwatch(child))
    actor.context.block(10)
  })
  kit.advance(5)
  expect(kit.system.findCell('/user/top')?.mailbox.size).toBe(1)
  kit.advance(20)
  expect(takeLines()).toEqual(['top preStart', 'child preStart', 'child postStop'])
})

test('an unhandled Terminated fails the watcher with DeathPactException, which stops it', () => {
  const { tell, each, kit } = watchers('w')
  each(watch)
  each(actor => actor.context.become({}))
  tell(stopTarget)
  expect(kit.eventsOf('ActorFailed').map(event => [event.error.name, event.decision, event.label])).toEqual([
    ['DeathPactException', 'stop', 'Terminated'],
  ])
})

test('a watcher by watchWith receives its own message in place of Terminated', () => {
  const { tell, each, takeLines } = watchers('w')
  each(actor => void actor.context.watchWith(target(actor), { type: 'Gone' }))
  tell(stopTarget)
  expect(takeLines()).toEqual(['target postStop', 'w Gone'])
})

test('[A-186] the end of a child stopped in preRestart is not reported to the new instance, which watches a child of the same name', () => {
  const { tell, takeLines, kit } = setUp({
    construct: actor => void actor.context.watch(actor.spawn('child')),
  })
  kit.runUntilIdle()
  takeLines()
  tell(fail())
  tell(below('child', child => child.logLine('lives')))
  expect(takeLines()).toEqual([
    'top preRestart',
    'top postStop',
    'child postStop',
    'top postRestart',
    'top preStart',
    'child preStart',
    'child lives',
  ])
  tell(below('child', child => child.context.stop(child.self)))
  expect(takeLines()).toEqual(['child postStop', 'top Terminated'])
})

test('the sender of Terminated is the stopped actor', () => {
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
