import type { PlannedParticipant } from '../../conductor/host.ts'
import { errorText, toError } from '../../runtime/actor/index.ts'
import { ActorParticipant, type Boot, type Participant, type Turn } from '../../runtime/index.ts'
import { createActorParticipant } from '../../scenarios/create-actor-participant.ts'
import { validatedScenario } from '../../scenarios/find-scenario.ts'
import { loadScenarioCode } from '../../scenarios/load-scenario-code.ts'
import type { ScenarioCode, ScenarioModules } from '../../scenarios/scenario.ts'
import { codeIn, loadScenarioModules } from '../../scenarios/scenario-modules.ts'
import { type Refused, refuse } from '../../trace/refused.ts'
import type { RunHeader } from '../../trace/run-file.ts'
import { startFile } from '../compile/start-file.ts'
import { freezeClasses } from './freeze-classes.ts'
import { linkModules, type Program } from './link-modules.ts'
import { freezeAll, lockDown } from './lock-down.ts'
import { StepCounter } from './step-guard.ts'

/** Scenarios and settings of earlier runs in this worker, whose modules and classes stay frozen. */
const frozenBefore = new Set<string>()

/** Creates the participants of a run with edited code. Only a worker that runs nothing else may have one. */
export class SandboxedScenario {
  readonly #program: Program
  readonly #modules: ScenarioModules

  readonly #onTurn: (turn: Turn) => void

  private constructor(program: Program, modules: ScenarioModules, onTurn: (turn: Turn) => void) {
    this.#program = program
    this.#onTurn = onTurn
    this.#modules = modules
  }

  /** Loads what the scenario needs, then locks this worker down for good. `onTurn` is called before each turn. */
  static async open(
    header: RunHeader,
    program: Program,
    onTurn: (turn: Turn) => void = () => undefined,
  ): Promise<SandboxedScenario> {
    const modules = await loadScenarioModules(header.scenario)
    const code = await loadScenarioCode(header.scenario)
    lockDown()
    const { scenario, settings } = header
    const frozen = JSON.stringify([scenario, settings])
    if (!frozenBefore.has(frozen)) {
      frozenBefore.add(frozen)
      freezeRuntime(code, header)
      freezeAll(Object.values(modules.modules).flatMap(module => Object.values(module)))
    }
    return new SandboxedScenario(program, modules, onTurn)
  }

  /** Runs the edited modules afresh, so that nothing is shared with other participants and earlier incarnations. */
  readonly createParticipant = (
    header: RunHeader,
    participant: PlannedParticipant,
    boot: Boot,
  ): Participant | Refused => {
    const counter = new StepCounter()
    let exported: ReturnType<typeof linkModules>
    try {
      exported = linkModules(this.#program, this.#modules.modules, counter, startFile(header.scenario))
    } catch (error) {
      return refuse('code-not-started', { reason: errorText(toError(error)) })
    }
    const created = createActorParticipant(codeIn(exported, this.#modules), header, participant, boot)
    if (created instanceof ActorParticipant) this.#watchTurns(created, counter)
    return created
  }

  #watchTurns(participant: ActorParticipant, counter: StepCounter): void {
    const onTurn = this.#onTurn
    participant.onTurn = turn => {
      counter.reset()
      onTurn(turn)
    }
  }
}

/** Runs one participant of each kind with the scenario's own code, and freezes the classes of all objects that it makes. */
function freezeRuntime(code: ScenarioCode, header: RunHeader): void {
  const { scenario } = validatedScenario(header)
  const kinds = new Map(
    scenario.participants
      .filter(({ kind }) => kind !== 'database')
      .map(planned => [`${planned.kind} ${planned.roles.join(' ')}`, planned]),
  )
  for (const planned of kinds.values()) {
    const { id, roles } = planned
    const boot: Boot = { id, incarnation: 1, firstSeq: 0, at: 0, cause: null, roles }
    const example = createActorParticipant(code, header, planned, boot)
    example.advance({ from: 0, to: 1, inbox: [], commands: [] })
    freezeClasses(example)
  }
}
