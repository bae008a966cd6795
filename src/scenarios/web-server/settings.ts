import type { ScenarioSettings } from '../scenario.ts'

export interface WebServerSettings extends ScenarioSettings {
  /** Virtual time that each takes for one message. */
  readonly handlingMs: { readonly webServer: number; readonly cache: number; readonly filesystem: number }
  /** How long the ones above wait for the ones below. Each waits longer than the one it asks. */
  readonly answerWithinMs: { readonly webServer: number; readonly cache: number; readonly filesystem: number }
}

/** So slow that a burst fills the mailboxes, and one sees who waits for whom. */
export const webServerSettings: WebServerSettings = {
  links: { default: { minMs: 200, maxMs: 300 } },
  maxMessagesPerMs: 20,
  handlingMs: { webServer: 60, cache: 50, filesystem: 150 },
  answerWithinMs: { webServer: 10_000, cache: 4000, filesystem: 3000 },
}
