import type { ScenarioSettings } from '../scenario.ts'

export interface WebServerSettings extends ScenarioSettings {
  /** Virtual time that each actor needs for one message. */
  readonly handlingMs: { readonly webServer: number; readonly cache: number; readonly filesystem: number }
  /**
   * Time-out of a request to each actor. An actor's time-out is longer than that of the request which it sends
   * itself.
   */
  readonly askTimeoutMs: { readonly webServer: number; readonly cache: number; readonly filesystem: number }
}

/** The actors are slow enough that a burst of requests fills their mailboxes visibly. */
export const webServerSettings: WebServerSettings = {
  links: { default: { minMs: 200, maxMs: 300 } },
  maxMessagesPerMs: 20,
  handlingMs: { webServer: 60, cache: 50, filesystem: 150 },
  askTimeoutMs: { webServer: 10_000, cache: 4000, filesystem: 3000 },
}
