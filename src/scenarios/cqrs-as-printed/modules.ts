import * as classic from '../../runtime/classic/index.ts'
import * as runtime from '../../runtime/index.ts'
import * as persistence from '../../runtime/persistence/persistent-actor/index.ts'
import type { ScenarioModules } from '../scenario.ts'
import * as client from './client.ts'
import * as protocol from './protocol.ts'
import * as readNodeActor from './read-node-actor.ts'
import * as writeNodeActor from './write-node-actor.ts'

export const cqrsAsPrintedModules: ScenarioModules = {
  modules: {
    'runtime/classic/index.ts': classic,
    'runtime/index.ts': runtime,
    'runtime/persistence/persistent-actor/index.ts': persistence,
    'scenarios/cqrs-as-printed/client.ts': client,
    'scenarios/cqrs-as-printed/protocol.ts': protocol,
    'scenarios/cqrs-as-printed/read-node-actor.ts': readNodeActor,
    'scenarios/cqrs-as-printed/write-node-actor.ts': writeNodeActor,
  },
  codeName: 'cqrsAsPrintedCode',
}
