import type { dataSentences } from '../data-sentences.ts'

export const japaneseDataSentences: Readonly<Record<keyof typeof dataSentences, string>> = {
  missing: '{subject}がありません。',
  'unknown-field': '{subject}という項目はここでは使えません。',
  invalid: '{subject}は無効です。',
  'not-object': '{subject}はオブジェクトでなければなりません。',
  'not-list': '{subject}はリストでなければなりません。',
  'not-list-of': '{subject}は{items}のリストでなければなりません。',
  'not-one-of': '{subject}は次のどれかでなければなりません:[{options}]。',
  'not-literal': '{subject}は[{expected}]でなければなりません。',
  'odd-persistence-id':
    '{subject}は1〜{most}文字で、目に見える文字を含み、制御文字や壊れた文字を含まないものでなければなりません。',
  'not-storable': '{subject}はプレーンなデータで、入れ子は100段までです。',
  'stream-twice': '{subject}は[{id}]についての2つ目の行です。1つだけ残してください。',
  'event-deleted':
    '{subject}は[{id}]のイベント{nr}ですが、{deletedTo}までは削除済みです。イベントを除くか、`deletedTo`を小さくしてください。',
  'event-not-missing':
    '{subject}は[{id}]のイベント{nr}ですが、`missing`には保存されなかった番号とあります。どちらかを除いてください。',
  'event-twice':
    '{subject}は[{id}]のイベント{nr}ですが、同じ書き手がこの番号以上のイベントをすでに保存しています。番号順に、重複なく並べてください。',
  'journal-gap':
    '{subject}は[{id}]のイベント{nr}ですが、イベント{expected}がありません。追加するか、ストリームの`missing`に書いてください。',
  'snapshot-ahead':
    '{subject}は[{id}]のイベント{nr}までのスナップショットですが、最後のイベントは{last}です。スナップショットを除くか、イベントを追加してください。',
  'not-text': '{subject}は文字列でなければなりません。',
  empty: '{subject}を空にすることはできません。',
  'not-boolean': '{subject}は[true]か[false]でなければなりません。',
  'not-number': '{subject}は数でなければなりません。',
  'not-finite': '{subject}は有限の数でなければなりません。',
  'not-whole': '{subject}は整数でなければなりません。',
  'not-whole-from-0': '{subject}は0以上の整数でなければなりません。',
  'too-small': '{subject}は{least}以上でなければなりません。',
  'too-large': '{subject}は{most}以下でなければなりません。',
  'below-1': '{subject}は1以上でなければなりません。',
  'beyond-24-hours': '{subject}は{most}(仮想時間の24時間)以下でなければなりません。',
  'not-within': '{subject}は{least}から{most}までの数でなければなりません。',
  'not-whole-within': '{subject}は{least}から{most}までの整数でなければなりません。',
  'min-above-max': '{subject}の[minMs]は[maxMs]以下でなければなりません。',
  'not-address': '{subject}は[pekko://HogeCluster@node-1:2551]の形のアドレスでなければなりません。',
  'no-node': '{subject}にはノードが1つ以上必要です。',
  'no-link': '{subject}にはリンクが1つ以上必要です。',
  'too-few-sides': '{subject}には2つ以上のグループが必要です。',
  'not-hash': '{subject}は64桁の16進数でなければなりません。',
  'not-scalar': '{subject}は文字列、数、[true]、[false]、[null]のどれかでなければなりません。',
  'not-plain-object': '{subject}はプレーンなデータだけのオブジェクトでなければなりません。',
  'not-plain':
    '{subject}はプレーンなデータ(数、文字列、[true]、[false]、[null]と、そのリストやオブジェクト)でなければなりません。',
  'contains-itself': '{subject}が自分自身を含むことはできません。',
  'reserved-name': '{subject}に[__proto__]という名前の項目は使えません。',
  'too-deep': '{subject}の入れ子は{most}段までです。',
  'too-many-values': '{subject}の値は{most}個までです。',
  'too-long-text': '{subject}は{most}文字までです。',
  'too-few-entries': '{subject}は{least}件以上必要です。',
  'same-id-twice': '{subject}に同じ[id]を2回使うことはできません。',
  'answer-no-choice': '{subject}の[answer]は、選択肢のどれかの[id]でなければなりません。',
  'too-many-entries': '{subject}は{most}件までです。',
  'file-twice': '{subject}に同じファイルを2つ含めることはできません。',
  'no-limit': '{subject}には`atMost`か`atLeast`が必要です。',
  'by-without-limit': '`by`のある{subject}には`withinMs`が必要です。',
  'by-without-events': '`by`のある{subject}では、`when`と`then`はイベントでなければなりません。',
  'too-deep-checks': '{subject}の中のチェックは{most}段までです。',
  'narration-markup':
    '{subject}に「{markup}」が含まれています。使えるのは段落、リスト、**強調**、*斜体*、`コード`だけです。それ以外は取り除いてください。',
  'never-decided':
    '{subject}は実行が終わるまで決まらないので、待つ条件にできません。`eventually`を使ってください。',
  'no-such-field':
    '{subject}は決して一致しません。{event}に`{field}`という項目はありません。[{known}]から選んでください。',
  'no-such-value': '{subject}は決して一致しません。{event}の`{field}`が[{value}]になることはありません。',
  'no-such-participant':
    '{subject}の[{participant}]は、このシナリオの参加者ではありません。[{known}]から選んでください。',
  'not-id': '{subject}に使えるのは小文字の英字、数字、ハイフンだけです。',
  'not-an-act': '{subject}は操作を禁止するものなので、イベント`ActionDone`のパターンでなければなりません。',
  'awaits-nothing': '{subject}には操作か合図があるので、終わりを示す`await`が必要です。',
}
