import type { Action } from '../../trace/action.ts'
import type { SupervisionChoice } from '../../trace/supervision.ts'
import { browser, type ServerActor, serverPaths } from '../web-server-run.ts'
import type { Story } from './story.ts'

const get = (path: string, times?: number): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: browser,
  message: { type: 'Get', path },
  ...(times === undefined ? {} : { times }),
})

const on = (actor: ServerActor) => ({ participant: 'server', actor: serverPaths[actor] }) as const
const supervise = (actor: ServerActor, supervision: SupervisionChoice | null): Action => ({
  type: 'Supervise',
  ...on(actor),
  supervision,
})
const startAgain: Action = { type: 'Tell', ...on('main'), message: { type: 'Start' } }

export const webServerStories: readonly Story[] = [
  {
    name: 'web-server-requests',
    scenario: 'web-server',
    seed: 1,
    steps: [
      [100, get('/index.html'), get('/about.html'), get('/missing.html'), get('not a path')],
      [4000, get('/index.html'), get('/corrupt.html'), get('/movie.xyz'), get('/huge.bin')],
      [12_000, get('/broken.html'), get('/style.css')],
      [30_000, get('/🙂'), get('/\ud800'), get('/%zz'), get('/1')],
      [40_000, { type: 'Leave', node: 'server' }],
      [41_000, get('/index.html'), { type: 'Start', participant: 'server' }],
    ],
    until: 60_000,
  },
  {
    name: 'web-server-burst',
    scenario: 'web-server',
    seed: 2,
    steps: [[100, get('/index.html', 1000)]],
    until: 30_000,
  },
  {
    name: 'web-server-supervision',
    scenario: 'web-server',
    seed: 3,
    steps: [
      [
        100,
        supervise('filesystem', {
          rules: [
            { error: 'FileTooLarge', strategy: { type: 'resume' } },
            {
              error: 'IOException',
              strategy: { type: 'restart', maxRestarts: 1, withinMs: 10_000, stopChildren: true },
            },
            {
              error: 'Error',
              strategy: {
                type: 'backoff',
                minBackoffMs: 500,
                maxBackoffMs: 4000,
                randomFactor: 0.2,
                stopChildren: false,
              },
            },
          ],
          around: 'setup',
        }),
      ],
      [200, get('/huge.bin'), get('/broken.html'), get('/index.html')],
      [6000, { type: 'FailNext', ...on('filesystem'), error: 'Boom', times: 3 }, get('/about.html', 4)],
      [
        15_000,
        supervise('cache', { rules: [] }),
        { type: 'FailNext', ...on('cache'), error: 'CorruptEntry' },
      ],
      [15_100, get('/index.html', 2)],
      [30_000, supervise('filesystem', null), startAgain],
    ],
    until: 45_000,
  },
  {
    name: 'web-server-failures',
    scenario: 'web-server',
    seed: 4,
    settings: { handlingMs: { cache: 0 }, askTimeoutMs: { webServer: 6000 } },
    steps: [
      [100, { type: 'FailNext', ...on('cache'), fault: 'native-error' }, get('/index.html', 2)],
      [9000, { type: 'FailNext', ...on('filesystem'), fault: 'native-error', during: 'start' }],
      [9100, get('/about.html', 3)],
      [20_000, { type: 'FailNext', ...on('webServer'), fault: 'non-error', times: 2 }, get('/index.html', 3)],
      [30_000, { type: 'FailNext', ...on('main'), fault: 'native-error' }, startAgain],
      [40_000, { type: 'Start', participant: 'server' }, get('/index.html')],
      [50_000, { type: 'PowerFailure' }],
      [52_000, get('/index.html')],
    ],
    until: 60_000,
  },
]
