import type { fileSentences } from '../file-sentences.ts'

export const japaneseFileSentences: Readonly<Record<keyof typeof fileSentences, string>> = {
  'not-progress':
    'このファイルは演習の進み具合ではありません。演習の一覧で保存したファイルを選んでください。',
  'progress-version':
    'このファイルの進み具合はバージョン[{version}]です。このページが読めるのはバージョン[{known}]です。何も変更していません。',
  'unreadable-progress':
    'このブラウザーに保存された進み具合を読めません。別のバージョンのものかもしれません:{problem}保存済みの内容は変更せず、新しい進み具合はページを閉じるまで保持します。リセットすると、また保存できます。',
  'empty-file': 'ファイルが空です。Actoriumが書き出したファイルを選んでください。',
  'oversized-file':
    'ファイルは{length}文字です。上限は{most}文字なので、Actoriumが書き出したファイルを選んでください。',
  'oversized-link':
    'リンクの実行は{length}文字です。上限は{most}文字なので、実行をファイルで受け取ってください。',
  'broken-link':
    'リンクの実行が不完全か、変更されています。リンク全体をコピーするか、実行をファイルで受け取ってください。',
  'run-in-link': 'リンクの実行:{problem}',
  'oversized-lesson-link':
    'リンクのレッスンは{length}文字です。上限は{most}文字なので、レッスンをファイルで受け取ってください。',
  'broken-lesson-link':
    'リンクのレッスンが不完全か、変更されています。リンク全体をコピーするか、レッスンをファイルで受け取ってください。',
  'lesson-of-edited-code':
    'レッスンには編集したコードを入れられません。シナリオのコードのままの実行から作ってください。',
  'lesson-not-here': 'このブラウザーには、そのレッスンがもうありません。ファイルから開いてください。',
  'lesson-in-link': 'リンクのレッスン:{problem}',
  'step-in-link': 'リンクのレッスンのステップ[{step}]:{problem}',
  'not-json': 'JSONではありません。Actoriumが書き出したファイルを選んでください。',
  'other-format': 'Actoriumの{kind}ではありません。`header.format`は[{format}]でなければなりません。',
  'invalid-version': '`header.version`は1以上の整数でなければなりません。',
  'newer-version':
    '`header.version`は{version}ですが、このActoriumが読めるのは{newest}までです。新しいActoriumで開いてください。',
  'misnumbered-action':
    '操作には0から番号を付けるので、`actions[{place}].index`は{place}でなければなりません。',
  'early-action': '`actions[{place}].at`は{at}で、前の操作の{before}より早い時刻です。',
  'early-end': '`until`は{until}で、最後の操作の{last}より早い時刻です。',
  'repeated-lane':
    '`family`の分岐は{lanes}本ですが、異なる`id`は{ids}個です。分岐ごとに別の`id`を付けてください。',
  'circular-lanes': '`family`の分岐[{id}]は、`branch.parent`をたどると自分自身に戻ります。',
  'disordered-lane': '`family`の分岐[{id}]:{problem}',
  'incomplete-trace':
    'ファイルのイベントは{found}件ですが、ヘッダーには{expected}件とあります。ファイルが不完全なので、トレースを保存し直してください。',
  'changed-trace':
    'イベントのハッシュがヘッダーのハッシュと違います。ファイルは書き出した後に変更されています。',
  'incomplete-journal':
    'ヘッダーの後の行は{found}行ですが、ヘッダーには{expected}行とあります。ファイルが不完全なので、ジャーナルを保存し直してください。',
  'miscounted-journal':
    'ファイルの`{list}`は{found}行ですが、ヘッダーには{expected}行とあります。ヘッダーを直すか、ジャーナルを保存し直してください。',
  'too-large-journal':
    'ジャーナルは{entries}件です。上限は{most}件なので、もっと早い時点で保存するか、古いイベントを削除してください。',
  'invalid-json': '正しいJSONではありません({problem})。',
  'not-a-lesson': 'レッスンではありません。ガイドには`steps`が、演習には`type`と`situation`が必要です。',
  'field-twice': '`{field}`が2回書かれています。片方を消してください。',
  'lesson-line': '{file}の{line}行目:{problem}',
  'lesson-step': '{file}の{line}行目、ステップ[{step}]:{problem}',
  'invalid-line': '{line}行目:{problem}',
  'impossible-action': '記録の操作[{index}]を実行できません:{problem}',
  'misplaced-action':
    '記録では[{at}]ミリ秒の操作[{index}]が、[{performedAt}]ミリ秒に操作[{performedIndex}]として実行されました。操作を番号と時刻の順に並べてください。',
}
