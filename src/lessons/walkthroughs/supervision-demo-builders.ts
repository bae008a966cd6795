import type { Action, Check, SupervisionChoice } from '../../trace/index.ts'
import { event, stateContains } from './step-builders.ts'

/** Paths, actions and checks for the steps of the supervision demo. */
export const server = 'server'
export const guardian = '/user'
export const webServer = '/user/web-server'
export const cache = '/user/web-server/cache'
export const filesystem = '/user/web-server/filesystem'
export const browser = '/user/browser'

export const get = (path: string, times = 1): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: browser,
  message: { type: 'Get', path },
  ...(times === 1 ? {} : { times }),
})

export const startAgain: Action = {
  type: 'Tell',
  participant: server,
  actor: guardian,
  message: { type: 'Start' },
}

export const supervise = (actor: string, supervision: SupervisionChoice | null): Action => ({
  type: 'Supervise',
  participant: server,
  actor,
  supervision,
})

export const fail = (
  actor: string,
  error: string,
  options: Pick<Extract<Action, { type: 'FailNext' }>, 'times' | 'during'> = {},
): Action => ({ type: 'FailNext', participant: server, actor, error, ...options })

/** An override with one rule for every error. */
export const everyError = (
  strategy: SupervisionChoice['rules'][number]['strategy'],
  around?: SupervisionChoice['around'],
): SupervisionChoice => ({
  rules: [{ error: 'Error', strategy }],
  ...(around === undefined ? {} : { around }),
})

/** The browser's state contains a reply of this type. */
export const replied = (type: string): Check => stateContains('client', browser, `"reply":{"type":"${type}"`)
/** The browser has received this number of replies of this type. */
export const replyCount = (replyType: string, count: number): Check =>
  stateContains('client', browser, `"${replyType}":${count},`)
/** The cache has exactly these entries. */
export const cached = (...paths: readonly string[]): Check =>
  stateContains(server, cache, `"entries":${JSON.stringify(paths)}`)
/** The file system reads from an intact mount with this number. */
export const mounted = (number: number): Check =>
  stateContains(server, filesystem, `"mount":${number},"broken":false`)

export const failed = (actor: string, error: string, decision: string): Check =>
  event('ActorFailed', server, { actor, 'error.name': error, decision })
