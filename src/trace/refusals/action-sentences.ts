import type { Bilingual } from '../bilingual.ts'

/** Sentences about actions that cannot be performed now. */
export const actionSentences = {
  'unknown-participant': {
    en: 'There is no participant [{participant}].',
    ja: '参加者[{participant}]はありません。',
  },
  'already-running': {
    en: '[{participant}] is already running.',
    ja: '[{participant}]はすでに動いています。',
  },
  'not-running': {
    en: '[{participant}] is not running. Start it first.',
    ja: '[{participant}]は動いていません。先に起動してください。',
  },
  'roles-kept': {
    en: '[{participant}] was started with the roles [{roles}] before and keeps them.',
    ja: '[{participant}]は以前にロール[{roles}]で起動しました。このロールは変えられません。',
  },
  'cannot-leave': {
    en: '[{participant}] is not a cluster node, so it cannot leave the cluster.',
    ja: '[{participant}]はクラスターのノードではないので、クラスターを離脱できません。',
  },
  'cannot-prepare': {
    en: '[{participant}] is not a cluster node, so it cannot prepare the shutdown of a cluster.',
    ja: '[{participant}]はクラスターのノードではないので、クラスター全体の停止を準備できません。',
  },
  'cannot-be-downed': {
    en: '[{participant}] is not a cluster node, so it cannot be marked as Down.',
    ja: '[{participant}]はクラスターのノードではないので、Downにできません。',
  },
  'cannot-down': {
    en: '[{participant}] is not a cluster node, so it cannot mark a member Down.',
    ja: '[{participant}]はクラスターのノードではないので、メンバーをDownにできません。',
  },
  'no-downing-node': {
    en: 'No other node is running that could mark [{node}] Down. Start one first.',
    ja: '[{node}]をDownにできる他のノードが動いていません。先に1つ起動してください。',
  },
  'downs-itself': {
    en: '[{node}] cannot mark itself Down. Choose another node.',
    ja: '[{node}]は自分自身をDownにできません。別のノードを選んでください。',
  },
  'already-frozen': {
    en: '[{participant}] is already frozen. Thaw it first.',
    ja: '[{participant}]はすでにフリーズしています。先に解除してください。',
  },
  'not-frozen': {
    en: '[{participant}] is not frozen, so it cannot thaw.',
    ja: '[{participant}]はフリーズしていないので、解除できません。',
  },
  'link-to-itself': {
    en: 'A link connects two participants; [{participant}] is both ends of this one.',
    ja: 'リンクは2つの参加者をつなぎます。このリンクは両端が[{participant}]です。',
  },
  'empty-side': {
    en: 'Each side of a partition needs at least one participant.',
    ja: '分断するグループには、それぞれ参加者が1つ以上必要です。',
  },
  'on-two-sides': {
    en: '[{participant}] is in the partition twice. Put it on one side.',
    ja: '[{participant}]が2回含まれています。グループを1つにしてください。',
  },
  'no-watchdog': {
    en: 'No watchdog is running that could end [{participant}] when it loops for ever. Choose this fault in the page.',
    ja: '[{participant}]が無限ループに入ったときに終了させるウォッチドッグが動いていません。この失敗はページで選んでください。',
  },
  'database-actors': {
    en: 'The actors of [{participant}] cannot be reached. Kill and start it as a whole.',
    ja: '[{participant}]のアクターには届きません。参加者ごと終了して起動してください。',
  },
  'no-database': {
    en: 'Scenario [{scenario}] has no database, so it has no journal. Choose a scenario with a database.',
    ja: 'シナリオ[{scenario}]にはデータベースがないので、ジャーナルがありません。データベースのあるシナリオを選んでください。',
  },
  'not-database': {
    en: '[{participant}] is not a database, so it has neither a journal nor faults of a database.',
    ja: '[{participant}]はデータベースではないので、ジャーナルもデータベースの障害もありません。',
  },
  'invalid-actor-path': {
    en: '[{actor}] is not the path of an actor. Write it as [/user/name].',
    ja: '[{actor}]はアクターのパスではありません。[/user/name]の形で書いてください。',
  },
  'no-cluster': {
    en: 'Scenario [{scenario}] has no cluster that [{participant}] could join.',
    ja: 'シナリオ[{scenario}]には、[{participant}]が参加できるクラスターがありません。',
  },
  'invalid-node-name': {
    en: 'A new node must be named node-1 to node-{highest}, not [{participant}].',
    ja: '新しいノードの名前は[node-1]から[node-{highest}]までです。[{participant}]は使えません。',
  },
  'node-needs-role': {
    en: 'A new node needs a role of this scenario. Choose one of: {roles}.',
    ja: '新しいノードには、このシナリオのロールが必要です。[{roles}]から選んでください。',
  },
  'unknown-command': {
    en: 'This scenario has no command [{command}]. Choose one of: {known}.',
    ja: 'このシナリオにコマンド[{command}]はありません。[{known}]から選んでください。',
  },
  'field-not-text': { en: '“{label}” must be text.', ja: '「{label}」は文字列で入力してください。' },
  'field-empty': {
    en: '“{label}” is empty: type something, for example “{example}”.',
    ja: '「{label}」が空です。「{example}」のように入力してください。',
  },
  'field-reserved': {
    en: '“{label}” cannot be “{text}”, because this name is reserved. Choose another name.',
    ja: '「{label}」に「{text}」は使えません。予約された名前なので、別の名前にしてください。',
  },
  'field-too-long': {
    en: '“{label}” has {length} characters; the limit is {limit}. Shorten it.',
    ja: '「{label}」は{length}文字です。上限は{limit}文字なので、短くしてください。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
