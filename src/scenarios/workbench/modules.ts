import * as classic from '../../runtime/classic/index.ts'
import * as runtime from '../../runtime/index.ts'
import type { ScenarioModules } from '../scenario.ts'
import * as clerk from './clerk.ts'
import * as desk from './desk.ts'
import * as errors from './errors.ts'
import * as family from './family.ts'
import * as firm from './firm.ts'
import * as foreman from './foreman.ts'
import * as kinds from './kinds.ts'
import * as notebook from './notebook.ts'
import * as office from './office.ts'
import * as reminders from './reminders.ts'
import * as tickers from './tickers.ts'
import * as till from './till.ts'
import * as watching from './watching.ts'

export const workbenchModules: ScenarioModules = {
  modules: {
    'runtime/classic/index.ts': classic,
    'runtime/index.ts': runtime,
    'scenarios/workbench/clerk.ts': clerk,
    'scenarios/workbench/desk.ts': desk,
    'scenarios/workbench/errors.ts': errors,
    'scenarios/workbench/family.ts': family,
    'scenarios/workbench/firm.ts': firm,
    'scenarios/workbench/foreman.ts': foreman,
    'scenarios/workbench/kinds.ts': kinds,
    'scenarios/workbench/notebook.ts': notebook,
    'scenarios/workbench/office.ts': office,
    'scenarios/workbench/reminders.ts': reminders,
    'scenarios/workbench/tickers.ts': tickers,
    'scenarios/workbench/till.ts': till,
    'scenarios/workbench/watching.ts': watching,
  },
  codeName: 'workbenchCode',
}
