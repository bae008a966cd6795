import type {
  Action,
  Check,
  Plain,
  Refused,
  ScriptOutcome,
  ScriptStep,
  Verdict,
  VirtualTime,
} from '../trace/index.ts'

/**
 * The run that a player controls, implemented by the page, the tests and the command line. A call that is impossible
 * resolves to `{ refused }` with the reason.
 */
export interface WalkthroughPort {
  /**
   * Replaces the current run by a new one, performs the script in it without an audience, and shows its end, paused. It
   * resolves to the outcome of the script.
   */
  load(
    scenario: string,
    options: {
      readonly seed: number
      readonly settings: { readonly [key: string]: Plain }
      readonly script: readonly ScriptStep[]
    },
  ): Promise<ScriptOutcome | Refused>
  do(action: Action): Promise<{ readonly index: number; readonly at: VirtualTime } | Refused>
  /**
   * Runs until the check is decided. Resolves when the audience has seen it. With an infinite `speed` the audience sees only
   * the end.
   */
  until(
    check: Check,
    options: { readonly withinMs: number; readonly speed: number },
  ): Promise<{ readonly verdict: Verdict; readonly at: VirtualTime } | Refused>
  check(check: Check): Promise<Verdict | Refused>
  /** Pauses, and resolves to the last computed instant. */
  pause(): Promise<VirtualTime | Refused>
  /** Shows an instant of the run that has been computed already. */
  show(at: VirtualTime): Promise<unknown>
  /** Plays the computed run from the shown instant to `to`. `speed`: virtual ms per real ms. */
  replay(to: VirtualTime, speed: number): Promise<unknown>
}
