import type { ActorRef, ActorSystem } from '../../runtime/index.ts'
import type { ScenarioCode } from '../scenario.ts'
import * as Clerk from './clerk.ts'
import * as Desk from './desk.ts'
import { SpoiltWork, UnreadableNumber, UnreadablePrice } from './errors.ts'
import * as Family from './family.ts'
import * as Firm from './firm.ts'
import * as Foreman from './foreman.ts'
import * as Kinds from './kinds.ts'
import * as Notebook from './notebook.ts'
import * as Office from './office.ts'
import * as Reminders from './reminders.ts'
import type { WorkbenchSettings } from './settings.ts'
import * as Tickers from './tickers.ts'
import * as Till from './till.ts'
import * as Watching from './watching.ts'

function spawnExhibit(system: ActorSystem, { exhibit, handlingMs }: WorkbenchSettings): void {
  const slow = { handlingMs }
  switch (exhibit) {
    case 'notebook':
      system.spawn(Notebook.create(), 'notebook', slow)
      return
    case 'backoff':
      system.spawn(Notebook.createWithBackoff(), 'notebook', slow)
      return
    case 'kinds':
      system.spawn(Kinds.typedParent(handlingMs), 'typed')
      system.spawn(Kinds.classicParent(handlingMs), 'classic')
      return
    case 'family':
      system.spawn(Family.create(handlingMs), 'parent', slow)
      return
    case 'watching':
      system.spawn(Watching.watcher(handlingMs), 'watcher')
      return
    case 'pact':
      system.spawn(Watching.deafWatcher(handlingMs), 'watcher')
      return
    case 'tickers':
      system.spawn(Tickers.startedByMessage(), 'by-message', slow)
      system.spawn(Tickers.startedInSetup(), 'in-setup', slow)
      return
    case 'desk': {
      const archive = system.spawn(Office.archive(4 * handlingMs), 'archive')
      const desk = system.spawn(Desk.create(archive), 'desk', slow)
      spawnCustomers(system, desk, handlingMs)
      return
    }
    case 'till':
      system.spawn(Till.create(), 'till', slow)
      return
    case 'foreman':
      system.spawn(Foreman.create(handlingMs), 'foreman', slow)
      return
    case 'reminders':
      system.spawn(Reminders.create(), 'reminders', slow)
      return
    case 'clerk': {
      const archive = system.spawn(Office.archive(2 * handlingMs, 'ann'), 'archive')
      const clerk = system.spawn(Clerk.create(archive), 'clerk', slow)
      spawnCustomers(system, clerk, handlingMs)
      return
    }
    case 'firm':
      system.spawn(Firm.create(handlingMs), 'boss', slow)
      return
  }
}

function spawnCustomers(system: ActorSystem, desk: ActorRef<Office.Question>, handlingMs: number): void {
  for (const name of ['ann', 'ben']) system.spawn(Office.customer(name, desk), name, { handlingMs })
}

export const workbenchCode: ScenarioCode<WorkbenchSettings> = {
  startNode(system, settings) {
    // An error that a person injects by name then matches supervisors of its class.
    system.registerErrors(UnreadableNumber, UnreadablePrice, SpoiltWork)
    spawnExhibit(system, settings)
  },
  startClient() {},
}
