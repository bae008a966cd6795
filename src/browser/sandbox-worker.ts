import type { Program } from '../sandbox/realm/link-modules.ts'
import { SandboxedScenario } from '../sandbox/realm/sandboxed-scenario.ts'
import { isRefused } from '../trace/refused.ts'
import { programHook } from './program-hook.ts'
import { serveParticipant } from './serve-participant.ts'

/** Imported by the blob of a worker with edited code, which then passes its compiled program to this hook. */
Object.assign(globalThis, {
  [programHook]: (program: Program): void =>
    serveParticipant(async ({ header, participant, boot }) => {
      const scenario = await SandboxedScenario.open(header, program)
      const created = scenario.createParticipant(header, participant, boot)
      return isRefused(created) ? created : { participant: created }
    }),
})
