import * as runtime from '../../runtime/index.ts'
import * as actorPath from '../../trace/actor-path.ts'
import * as exchanges from '../exchanges.ts'
import type { ScenarioModules } from '../scenario.ts'
import * as client from './client.ts'
import * as clusterServiceListener from './cluster-service-listener.ts'
import * as protocol from './protocol.ts'
import * as reader from './reader.ts'
import * as writer from './writer.ts'
import * as writerState from './writer-state.ts'

export const cqrsModules: ScenarioModules = {
  modules: {
    'runtime/index.ts': runtime,
    'scenarios/cqrs/client.ts': client,
    'scenarios/cqrs/cluster-service-listener.ts': clusterServiceListener,
    'scenarios/cqrs/protocol.ts': protocol,
    'scenarios/cqrs/reader.ts': reader,
    'scenarios/cqrs/writer.ts': writer,
    'scenarios/cqrs/writer-state.ts': writerState,
    'scenarios/exchanges.ts': exchanges,
    'trace/actor-path.ts': actorPath,
  },
  codeName: 'cqrsCode',
}
