import * as runtime from '../../runtime/index.ts'
import * as exchanges from '../exchanges.ts'
import type { ScenarioModules } from '../scenario.ts'
import * as browser from './browser.ts'
import * as cache from './cache.ts'
import * as disk from './disk.ts'
import * as errors from './errors.ts'
import * as filesystem from './filesystem.ts'
import * as main from './main.ts'
import * as protocol from './protocol.ts'
import * as scenario from './scenario.ts'
import * as webServer from './web-server.ts'

export const webServerModules: ScenarioModules = {
  modules: {
    'runtime/index.ts': runtime,
    'scenarios/exchanges.ts': exchanges,
    'scenarios/web-server/browser.ts': browser,
    'scenarios/web-server/cache.ts': cache,
    'scenarios/web-server/disk.ts': disk,
    'scenarios/web-server/errors.ts': errors,
    'scenarios/web-server/filesystem.ts': filesystem,
    'scenarios/web-server/main.ts': main,
    'scenarios/web-server/protocol.ts': protocol,
    'scenarios/web-server/scenario.ts': scenario,
    'scenarios/web-server/web-server.ts': webServer,
  },
  codeName: 'webServerCode',
}
