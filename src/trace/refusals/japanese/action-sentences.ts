import type { actionSentences } from '../action-sentences.ts'

export const japaneseActionSentences: Readonly<Record<keyof typeof actionSentences, string>> = {
  'unknown-participant': '参加者[{participant}]はありません。',
  'already-running': '[{participant}]はすでに動いています。',
  'not-running': '[{participant}]は動いていません。先に起動してください。',
  'roles-kept': '[{participant}]は以前にロール[{roles}]で起動しました。このロールは変えられません。',
  'cannot-leave': '[{participant}]はクラスターのノードではないので、クラスターを離脱できません。',
  'cannot-prepare': '[{participant}]はクラスターのノードではないので、クラスター全体の停止を準備できません。',
  'cannot-be-downed': '[{participant}]はクラスターのノードではないので、Downにできません。',
  'cannot-down': '[{participant}]はクラスターのノードではないので、メンバーをDownにできません。',
  'no-downing-node': '[{node}]をDownにできる他のノードが動いていません。先に1つ起動してください。',
  'downs-itself': '[{node}]は自分自身をDownにできません。別のノードを選んでください。',
  'already-frozen': '[{participant}]はすでにフリーズしています。先に解除してください。',
  'not-frozen': '[{participant}]はフリーズしていないので、解除できません。',
  'link-to-itself': 'リンクは2つの参加者をつなぎます。このリンクは両端が[{participant}]です。',
  'empty-side': '分断するグループには、それぞれ参加者が1つ以上必要です。',
  'on-two-sides': '[{participant}]が2回含まれています。グループを1つにしてください。',
  'no-watchdog':
    '[{participant}]が無限ループに入ったときに終了させるウォッチドッグが動いていません。この失敗はページで選んでください。',
  'database-actors': '[{participant}]のアクターには届きません。参加者ごと終了して起動してください。',
  'no-database':
    'シナリオ[{scenario}]にはデータベースがないので、ジャーナルがありません。データベースのあるシナリオを選んでください。',
  'not-database': '[{participant}]はデータベースではないので、ジャーナルもデータベースの障害もありません。',
  'invalid-actor-path': '[{actor}]はアクターのパスではありません。[/user/name]の形で書いてください。',
  'no-cluster': 'シナリオ[{scenario}]には、[{participant}]が参加できるクラスターがありません。',
  'invalid-node-name':
    '新しいノードの名前は[node-1]から[node-{highest}]までです。[{participant}]は使えません。',
  'node-needs-role': '新しいノードには、このシナリオのロールが必要です。[{roles}]から選んでください。',
  'unknown-command': 'このシナリオにコマンド[{command}]はありません。[{known}]から選んでください。',
  'field-not-text': '「{label}」は文字列で入力してください。',
  'field-empty': '「{label}」が空です。「{example}」のように入力してください。',
  'field-reserved': '「{label}」に「{text}」は使えません。予約された名前なので、別の名前にしてください。',
  'field-too-long': '「{label}」は{length}文字です。上限は{limit}文字なので、短くしてください。',
}
