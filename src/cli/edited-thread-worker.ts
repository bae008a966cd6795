import { runInThisContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { performScript } from '../conductor/perform-script.ts'
import type { Program } from '../sandbox/realm/link-modules.ts'
import { SandboxedScenario } from '../sandbox/realm/sandboxed-scenario.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import type { ScriptOutcome } from '../trace/script.ts'
import type { ScriptWithCode } from './edited-thread.ts'
import { simulate } from './simulation.ts'

const port = parentPort!
const counter = new Int32Array(workerData as SharedArrayBuffer)
const { add } = Atomics

async function perform({ header, program: text, script }: ScriptWithCode): Promise<ScriptOutcome | Refused> {
  // No import: the loader of modules needs what the first run has removed.
  const program = runInThisContext(`(${text})`) as Program
  const scenario = await SandboxedScenario.open(header, program, () => void add(counter, 0, 1))
  const conductor = simulate(header, {
    until: 0,
    createActors: (...planned) => {
      const created = scenario.createParticipant(...planned)
      if (isRefused(created)) throw new RefusalError(created)
      return created
    },
  })
  return isRefused(conductor) ? conductor : performScript(conductor, script)
}

port.on('message', async (request: ScriptWithCode) => port.postMessage(await perform(request)))
