import type { ScenarioCode } from '../scenario.ts'
import * as Browser from './browser.ts'
import { CorruptEntry, DiskBusy, FileTooLarge, IOException, UnknownMimeType } from './errors.ts'
import * as Main from './main.ts'
import type { Get } from './protocol.ts'
import { serverAddress } from './scenario.ts'
import type { WebServerSettings } from './settings.ts'

export const webServerCode: ScenarioCode<WebServerSettings> = {
  guardian: settings => Main.create(settings),
  startNode(system) {
    // An error that a person injects by name then matches supervisors of its class and superclasses.
    system.registerErrors(IOException, DiskBusy, FileTooLarge, CorruptEntry, UnknownMimeType)
    system.tell({ type: 'Start' })
  },
  startClient(system, settings) {
    const webServer = system.resolve<Get>(`${serverAddress}/user/web-server`)
    system.spawn(Browser.create(webServer, settings.askTimeoutMs.webServer), 'browser')
  },
}
