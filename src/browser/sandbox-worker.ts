import type { Program } from '../sandbox/realm/link-modules.ts'
import { SandboxedScenario } from '../sandbox/realm/sandboxed-scenario.ts'
import { isRefused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { programHook } from './program-hook.ts'
import { serveHangDiagnosis } from './serve-hang-diagnosis.ts'
import { hostParticipant, whenConnected } from './serve-participant.ts'

/** Imported by the blob of a worker with edited code, which then passes its compiled program to this hook. */
Object.assign(globalThis, {
  [programHook]: (program: Program): void =>
    whenConnected(ports => {
      if (ports.diagnoses) serveHangDiagnosis(ports.work, header => createActors(header, program))
      else
        hostParticipant(ports, async ({ header, participant, boot }) => {
          const scenario = await SandboxedScenario.open(header, program)
          const created = scenario.createParticipant(header, participant, boot)
          return isRefused(created) ? created : { participant: created }
        })
    }),
})

async function createActors(
  header: RunHeader,
  program: Program,
): Promise<SandboxedScenario['createParticipant']> {
  const { createParticipant } = await SandboxedScenario.open(header, program)
  return createParticipant
}
