import type { ActorSystem } from '../../runtime/index.ts'
import type { ScenarioCode } from '../scenario.ts'
import * as Desk from './desk.ts'
import { SpoiltWork, UnreadableNumber } from './errors.ts'
import * as Family from './family.ts'
import * as Kinds from './kinds.ts'
import * as Notebook from './notebook.ts'
import type { WorkbenchSettings } from './settings.ts'
import * as Tickers from './tickers.ts'
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
      const archive = system.spawn(Desk.archive(4 * handlingMs), 'archive')
      const desk = system.spawn(Desk.forgetfulDesk(archive), 'desk', slow)
      system.spawn(Desk.customer('ann', desk), 'ann', slow)
      system.spawn(Desk.customer('ben', desk), 'ben', slow)
      return
    }
  }
}

export const workbenchCode: ScenarioCode<WorkbenchSettings> = {
  startNode(system, settings) {
    // An error that a person injects by name then matches supervisors of its class.
    system.registerErrors(UnreadableNumber, SpoiltWork)
    spawnExhibit(system, settings)
  },
  startClient() {},
}
