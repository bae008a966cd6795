import * as classic from '../../runtime/classic/index.ts'
import * as runtime from '../../runtime/index.ts'
import type { ScenarioModules } from '../scenario.ts'
import * as desk from './desk.ts'
import * as errors from './errors.ts'
import * as family from './family.ts'
import * as kinds from './kinds.ts'
import * as notebook from './notebook.ts'
import * as tickers from './tickers.ts'
import * as watching from './watching.ts'

export const workbenchModules: ScenarioModules = {
  modules: {
    'runtime/classic/index.ts': classic,
    'runtime/index.ts': runtime,
    'scenarios/workbench/desk.ts': desk,
    'scenarios/workbench/errors.ts': errors,
    'scenarios/workbench/family.ts': family,
    'scenarios/workbench/kinds.ts': kinds,
    'scenarios/workbench/notebook.ts': notebook,
    'scenarios/workbench/tickers.ts': tickers,
    'scenarios/workbench/watching.ts': watching,
  },
  codeName: 'workbenchCode',
}
