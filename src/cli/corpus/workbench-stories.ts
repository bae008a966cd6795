import type { Action } from '../../trace/action.ts'
import type { Plain } from '../../trace/plain.ts'
import type { Story } from './story.ts'

const tell = (actor: string, message: { readonly type: string; readonly [key: string]: Plain }): Action => ({
  type: 'Tell',
  participant: 'bench',
  actor,
  message,
})
const add = (number: string): Action => tell('/user/notebook', { type: 'Add', number })
const spoil = (actor: string): Action => tell(actor, { type: 'Work', item: 'spoilt' })

/** One run for each group of actors on the workbench. */
export const workbenchStories: readonly Story[] = [
  {
    name: 'workbench-notebook',
    scenario: 'workbench',
    seed: 1,
    steps: [[100, ...['1', '2', '3', '4', '5'].map(add)]],
    until: 5000,
  },
  {
    name: 'workbench-backoff',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'backoff' },
    steps: [[100, add('3'), ...['10', '20', '30', '40', '50'].map(add)]],
    until: 8000,
  },
  {
    name: 'workbench-kinds',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'kinds' },
    steps: [[100, spoil('/user/typed/worker'), spoil('/user/classic/worker')]],
    until: 3000,
  },
  {
    name: 'workbench-family',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'family' },
    steps: [
      [100, tell('/user/parent', { type: 'Hire' })],
      [2000, spoil('/user/parent')],
    ],
    until: 5000,
  },
  {
    name: 'workbench-watching',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'watching' },
    steps: [[100, ...[1, 2, 3].map(() => spoil('/user/watcher/worker'))]],
    until: 5000,
  },
  {
    name: 'workbench-pact',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'pact' },
    steps: [[100, tell('/user/watcher/worker', { type: 'Retire' })]],
    until: 3000,
  },
  {
    name: 'workbench-tickers',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'tickers' },
    steps: [
      [100, tell('/user/by-message', { type: 'Begin' })],
      [4000, spoil('/user/by-message'), spoil('/user/in-setup')],
    ],
    until: 9000,
  },
  {
    name: 'workbench-desk',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'desk' },
    steps: [[100, tell('/user/ann', { type: 'Ask' }), tell('/user/ben', { type: 'Ask' })]],
    until: 5000,
  },
  {
    name: 'workbench-till',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'till' },
    steps: [[100, ...['10', 'torn', '30'].map(price => tell('/user/till', { type: 'Sell', price }))]],
    until: 3000,
  },
  {
    name: 'workbench-foreman',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'foreman' },
    steps: [
      [100, tell('/user/foreman', { type: 'Work', item: 'good' })],
      [2000, tell('/user/foreman/worker', { type: 'Retire' })],
    ],
    until: 4000,
  },
  {
    name: 'workbench-reminders',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'reminders' },
    steps: [[100, ...['tea', 'train'].map(about => tell('/user/reminders', { type: 'Remind', about }))]],
    until: 5000,
  },
  {
    name: 'workbench-clerk',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'clerk' },
    steps: [
      [100, tell('/user/ben', { type: 'Ask' })],
      [3000, tell('/user/ann', { type: 'Ask' }), tell('/user/ben', { type: 'Ask' })],
    ],
    until: 8000,
  },
  {
    name: 'workbench-firm',
    scenario: 'workbench',
    seed: 1,
    settings: { exhibit: 'firm' },
    steps: [[100, spoil('/user/boss/manager/worker')]],
    until: 3000,
  },
]
