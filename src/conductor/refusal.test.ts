import { expect, test } from 'vitest'
import type { Action } from '../trace/action.ts'
import { sentenceIn } from '../trace/refusals/sentence-in.ts'
import { isRefused } from '../trace/refused.ts'
import type { StrategyText } from '../trace/supervision.ts'
import { Conductor } from './conductor.ts'
import { inProcessHosts } from './in-process-host.ts'
import { ToyParticipant, toyPlan } from './toy-run.ts'

const supervise = (strategy: StrategyText): Action => ({
  type: 'Supervise',
  participant: 'node-1',
  actor: '/user/a',
  supervision: { rules: [{ error: 'Error', strategy }] },
})
const tell = (message: object): Action =>
  ({ type: 'Tell', participant: 'client', actor: '/user/a', message }) as Action

test.each<[Action, string]>([
  [{ type: 'Kill', participant: 'node-9' }, '参加者[node-9]はありません。'],
  [{ type: 'Kill', participant: 'node-4' }, '[node-4]は動いていません。先に起動してください。'],
  [{ type: 'Start', participant: 'node-1' }, '[node-1]はすでに動いています。'],
  [
    { type: 'Start', participant: 'x', roles: [] },
    '新しいノードの名前は[node-1]から[node-9]までです。[x]は使えません。',
  ],
  [
    { type: 'Start', participant: 'node-4', roles: ['read'] },
    '[node-4]は以前にロール[]で起動しました。このロールは変えられません。',
  ],
  [
    { type: 'Leave', node: 'client' },
    '[client]はクラスターのノードではないので、クラスターを離脱できません。',
  ],
  [{ type: 'Down', node: 'database' }, '[database]はクラスターのノードではないので、Downにできません。'],
  [
    { type: 'Down', node: 'node-1', by: 'node-1' },
    '[node-1]は自分自身をDownにできません。別のノードを選んでください。',
  ],
  [tell({ type: 'Bad' }), 'このシナリオにコマンド[Bad]はありません。[Add]から選んでください。'],
  [tell({ type: 7 }), '`message.type`は文字列でなければなりません。'],
  [
    { type: 'FailNext', participant: 'database', actor: '/system/journal' },
    '[database]のアクターには届きません。参加者ごと終了して起動してください。',
  ],
  [
    { type: 'FailNext', participant: 'node-1', actor: 'a' },
    '[a]はアクターのパスではありません。[/user/name]の形で書いてください。',
  ],
  [
    { type: 'FailNext', participant: 'node-1', actor: '/user/a', times: 0 },
    '`times`は1以上でなければなりません。',
  ],
  [
    supervise({ type: 'restart', maxRestarts: 3, stopChildren: true }),
    '`supervision.rules[0].strategy.maxRestarts`には再起動を数える期間が必要です。[withinMs]も指定してください。',
  ],
  [
    { type: 'Explode' } as unknown as Action,
    '`type`は次のどれかでなければなりません:[Start, Kill, Leave, PrepareForShutdown, Down, Tell, FailNext, Supervise, Reseed, PowerFailure, LoadJournal, Cut, Heal, Partition, SetLinks, HoldArrivals, Freeze, Thaw, Block, BreakDatabase, RepairDatabase, Hold, Release, DeliverNow, Drop, Duplicate, Delay, MoveBefore]。',
  ],
])('the refusal of %j has a sentence in Japanese', async (action, sentence) => {
  const plan = toyPlan({ seed: 1, nodes: 4 })
  const hosts = inProcessHosts((who, boot) => new ToyParticipant(plan, who, boot))
  const conductor = new Conductor({ plan, hosts })
  await conductor.start()
  await conductor.do({ type: 'Kill', participant: 'node-4' })
  const refusal = await conductor.do(action)
  expect(isRefused(refusal) && sentenceIn(refusal, 'ja')).toBe(sentence)
})
