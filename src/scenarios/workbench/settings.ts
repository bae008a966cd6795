import type { ScenarioSettings } from '../scenario.ts'

/** The groups of actors; one of them is on the workbench. */
export const exhibits = [
  'notebook',
  'backoff',
  'kinds',
  'family',
  'watching',
  'pact',
  'tickers',
  'desk',
  'till',
  'foreman',
  'reminders',
  'clerk',
  'firm',
] as const

export interface WorkbenchSettings extends ScenarioSettings {
  readonly exhibit: (typeof exhibits)[number]
  /** Virtual time that an actor needs for one message. */
  readonly handlingMs: number
}

/** The actors are slow enough that the next message waits visibly. */
export const workbenchSettings: WorkbenchSettings = {
  exhibit: 'notebook',
  links: { default: { minMs: 200, maxMs: 300 } },
  maxMessagesPerMs: 20,
  handlingMs: 400,
}
