import type { Bilingual } from '../bilingual.ts'

/** Sentences about invalid data from outside. `subject` is the path of the part, or a word for the whole. */
export const dataSentences = {
  missing: { en: '{subject} is missing.', ja: '{subject}がありません。' },
  'unknown-field': {
    en: '{subject} is not known here.',
    ja: '{subject}という項目はここでは使えません。',
  },
  invalid: { en: '{subject} is invalid.', ja: '{subject}は無効です。' },
  'not-object': { en: '{subject} must be an object.', ja: '{subject}はオブジェクトでなければなりません。' },
  'not-list': { en: '{subject} must be a list.', ja: '{subject}はリストでなければなりません。' },
  'not-list-of': {
    en: '{subject} must be a list of {items}.',
    ja: '{subject}は{items}のリストでなければなりません。',
  },
  'not-one-of': {
    en: '{subject} must be one of {options}.',
    ja: '{subject}は次のどれかでなければなりません:[{options}]。',
  },
  'not-literal': { en: '{subject} must be {expected}.', ja: '{subject}は[{expected}]でなければなりません。' },
  'odd-persistence-id': {
    en: '{subject} must be 1 to {most} characters, at least one of them visible, without control characters and broken characters.',
    ja: '{subject}は1〜{most}文字で、目に見える文字を含み、制御文字や壊れた文字を含まないものでなければなりません。',
  },
  'not-storable': {
    en: '{subject} must be plain data, at most 100 levels deep.',
    ja: '{subject}はプレーンなデータで、入れ子は100段までです。',
  },
  'stream-twice': {
    en: '{subject} describes [{id}] a second time. Keep one of them.',
    ja: '{subject}は[{id}]についての2つ目の行です。1つだけ残してください。',
  },
  'event-deleted': {
    en: '{subject} is event {nr} of [{id}], but its events up to {deletedTo} are deleted. Remove the event, or lower `deletedTo`.',
    ja: '{subject}は[{id}]のイベント{nr}ですが、{deletedTo}までは削除済みです。イベントを除くか、`deletedTo`を小さくしてください。',
  },
  'event-not-missing': {
    en: '{subject} is event {nr} of [{id}], which `missing` lists as never stored. Remove one of them.',
    ja: '{subject}は[{id}]のイベント{nr}ですが、`missing`には保存されなかった番号とあります。どちらかを除いてください。',
  },
  'event-twice': {
    en: '{subject} is event {nr} of [{id}], but the same writer has already stored this number or a higher one. Sort the events by number, without doubles.',
    ja: '{subject}は[{id}]のイベント{nr}ですが、同じ書き手がこの番号以上のイベントをすでに保存しています。番号順に、重複なく並べてください。',
  },
  'journal-gap': {
    en: '{subject} is event {nr} of [{id}], but event {expected} is not there. Add it, or list it under `missing` of the stream.',
    ja: '{subject}は[{id}]のイベント{nr}ですが、イベント{expected}がありません。追加するか、ストリームの`missing`に書いてください。',
  },
  'snapshot-ahead': {
    en: '{subject} is a snapshot of [{id}] at event {nr}, but its last event is {last}. Remove the snapshot, or add the events.',
    ja: '{subject}は[{id}]のイベント{nr}までのスナップショットですが、最後のイベントは{last}です。スナップショットを除くか、イベントを追加してください。',
  },
  'not-text': { en: '{subject} must be text.', ja: '{subject}は文字列でなければなりません。' },
  empty: { en: '{subject} must not be empty.', ja: '{subject}を空にすることはできません。' },
  'not-boolean': {
    en: '{subject} must be true or false.',
    ja: '{subject}は[true]か[false]でなければなりません。',
  },
  'not-number': { en: '{subject} must be a number.', ja: '{subject}は数でなければなりません。' },
  'not-finite': { en: '{subject} must be finite.', ja: '{subject}は有限の数でなければなりません。' },
  'not-whole': { en: '{subject} must be a whole number.', ja: '{subject}は整数でなければなりません。' },
  'not-whole-from-0': {
    en: '{subject} must be a whole number, 0 or more.',
    ja: '{subject}は0以上の整数でなければなりません。',
  },
  'too-small': {
    en: '{subject} must be at least {least}.',
    ja: '{subject}は{least}以上でなければなりません。',
  },
  'too-large': { en: '{subject} must be at most {most}.', ja: '{subject}は{most}以下でなければなりません。' },
  'below-1': { en: '{subject} must be 1 or more.', ja: '{subject}は1以上でなければなりません。' },
  'beyond-24-hours': {
    en: '{subject} must be at most {most}, which is 24 hours of virtual time.',
    ja: '{subject}は{most}(仮想時間の24時間)以下でなければなりません。',
  },
  'not-within': {
    en: '{subject} must be a number from {least} to {most}.',
    ja: '{subject}は{least}から{most}までの数でなければなりません。',
  },
  'not-whole-within': {
    en: '{subject} must be a whole number from {least} to {most}.',
    ja: '{subject}は{least}から{most}までの整数でなければなりません。',
  },
  'min-above-max': {
    en: '{subject} must have a minMs that is not above its maxMs.',
    ja: '{subject}の[minMs]は[maxMs]以下でなければなりません。',
  },
  'not-address': {
    en: '{subject} must be an address like pekko://HogeCluster@node-1:2551.',
    ja: '{subject}は[pekko://HogeCluster@node-1:2551]の形のアドレスでなければなりません。',
  },
  'no-node': { en: '{subject} must name at least one node.', ja: '{subject}にはノードが1つ以上必要です。' },
  'no-link': {
    en: '{subject} must name at least one link.',
    ja: '{subject}にはリンクが1つ以上必要です。',
  },
  'too-few-sides': {
    en: '{subject} must have at least two sides.',
    ja: '{subject}には2つ以上のグループが必要です。',
  },
  'not-hash': {
    en: '{subject} must be 64 hexadecimal digits.',
    ja: '{subject}は64桁の16進数でなければなりません。',
  },
  'not-scalar': {
    en: '{subject} must be a text, a number, true, false or null.',
    ja: '{subject}は文字列、数、[true]、[false]、[null]のどれかでなければなりません。',
  },
  'not-plain-object': {
    en: '{subject} must be an object of plain data.',
    ja: '{subject}はプレーンなデータだけのオブジェクトでなければなりません。',
  },
  'not-plain': {
    en: '{subject} must be plain data: numbers, texts, true, false, null, lists and objects of these.',
    ja: '{subject}はプレーンなデータ(数、文字列、[true]、[false]、[null]と、そのリストやオブジェクト)でなければなりません。',
  },
  'contains-itself': {
    en: '{subject} must not contain itself.',
    ja: '{subject}が自分自身を含むことはできません。',
  },
  'reserved-name': {
    en: '{subject} must not have a field named __proto__.',
    ja: '{subject}に[__proto__]という名前の項目は使えません。',
  },
  'too-deep': {
    en: '{subject} must not be nested more than {most} deep.',
    ja: '{subject}の入れ子は{most}段までです。',
  },
  'too-many-values': {
    en: '{subject} must not hold more than {most} values.',
    ja: '{subject}の値は{most}個までです。',
  },
  'too-long-text': {
    en: '{subject} must not be longer than {most} characters.',
    ja: '{subject}は{most}文字までです。',
  },
  'too-few-entries': {
    en: '{subject} must have {least} or more entries.',
    ja: '{subject}は{least}件以上必要です。',
  },
  'same-id-twice': {
    en: '{subject} must not have the same id twice.',
    ja: '{subject}に同じ[id]を2回使うことはできません。',
  },
  'answer-no-choice': {
    en: '{subject} must have one of its choices as its answer.',
    ja: '{subject}の[answer]は、選択肢のどれかの[id]でなければなりません。',
  },
  'too-many-entries': {
    en: '{subject} must not have more than {most} entries.',
    ja: '{subject}は{most}件までです。',
  },
  'file-twice': {
    en: '{subject} must not have two entries of one file.',
    ja: '{subject}に同じファイルを2つ含めることはできません。',
  },
  'no-limit': {
    en: '{subject} needs `atMost` or `atLeast`.',
    ja: '{subject}には`atMost`か`atLeast`が必要です。',
  },
  'by-without-limit': {
    en: '{subject} with `by` needs `withinMs`.',
    ja: '`by`のある{subject}には`withinMs`が必要です。',
  },
  'by-without-events': {
    en: '{subject} with `by` needs events in `when` and `then`.',
    ja: '`by`のある{subject}では、`when`と`then`はイベントでなければなりません。',
  },
  'too-deep-checks': {
    en: '{subject} must not hold checks within checks more than {most} deep.',
    ja: '{subject}の中のチェックは{most}段までです。',
  },
  'narration-markup': {
    en: '{subject} contains “{markup}”. A text of a lesson has paragraphs, lists, **strong**, *emphasis* and `code` only; remove the rest.',
    ja: '{subject}に「{markup}」が含まれています。使えるのは段落、リスト、**強調**、*斜体*、`コード`だけです。それ以外は取り除いてください。',
  },
  'never-decided': {
    en: '{subject} is not decided before the run ends, so a step cannot wait for it. Use `eventually`.',
    ja: '{subject}は実行が終わるまで決まらないので、待つ条件にできません。`eventually`を使ってください。',
  },
  'no-such-field': {
    en: '{subject} can never match: {event} has no field `{field}`. Choose one of: {known}.',
    ja: '{subject}は決して一致しません。{event}に`{field}`という項目はありません。[{known}]から選んでください。',
  },
  'no-such-value': {
    en: '{subject} can never match: `{field}` of {event} is never [{value}].',
    ja: '{subject}は決して一致しません。{event}の`{field}`が[{value}]になることはありません。',
  },
  'no-such-participant': {
    en: '{subject} is [{participant}], which does not take part in this scenario. Choose one of: {known}.',
    ja: '{subject}の[{participant}]は、このシナリオの参加者ではありません。[{known}]から選んでください。',
  },
  'not-id': {
    en: '{subject} may contain small letters, digits and hyphens only.',
    ja: '{subject}に使えるのは小文字の英字、数字、ハイフンだけです。',
  },
  'not-an-act': {
    en: '{subject} must be a pattern of the event `ActionDone`, because it forbids an act.',
    ja: '{subject}は操作を禁止するものなので、イベント`ActionDone`のパターンでなければなりません。',
  },
  'awaits-nothing': {
    en: '{subject} has actions or cues, so it needs an `await` that says when it has ended.',
    ja: '{subject}には操作か合図があるので、終わりを示す`await`が必要です。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
