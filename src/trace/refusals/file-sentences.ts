import type { Bilingual } from '../bilingual.ts'

/** Sentences about run files and trace files that cannot be read or replayed. */
export const fileSentences = {
  'not-progress': {
    en: 'This file holds no progress of exercises. Choose a file that the list of exercises saved.',
    ja: 'このファイルは演習の進み具合ではありません。演習の一覧で保存したファイルを選んでください。',
  },
  'progress-version': {
    en: 'The file holds progress of version [{version}], and this page reads version [{known}]. Nothing was changed.',
    ja: 'このファイルの進み具合はバージョン[{version}]です。このページが読めるのはバージョン[{known}]です。何も変更していません。',
  },
  'unreadable-progress': {
    en: 'This browser holds progress that this page cannot read, perhaps of another version: {problem} It stays as it is, and new progress lasts until the page is closed. Reset the progress to store it again.',
    ja: 'このブラウザーに保存された進み具合を読めません。別のバージョンのものかもしれません:{problem}保存済みの内容は変更せず、新しい進み具合はページを閉じるまで保持します。リセットすると、また保存できます。',
  },
  'empty-file': {
    en: 'The file is empty. Choose a file that Actorium wrote.',
    ja: 'ファイルが空です。Actoriumが書き出したファイルを選んでください。',
  },
  'oversized-file': {
    en: 'The file has {length} characters; the limit is {most}. Choose a file that Actorium wrote.',
    ja: 'ファイルは{length}文字です。上限は{most}文字なので、Actoriumが書き出したファイルを選んでください。',
  },
  'oversized-link': {
    en: 'The link has {length} characters for its run; the limit is {most}. Ask for the run as a file.',
    ja: 'リンクの実行は{length}文字です。上限は{most}文字なので、実行をファイルで受け取ってください。',
  },
  'broken-link': {
    en: 'The run in the link is incomplete or was changed. Copy the whole link, or ask for the run as a file.',
    ja: 'リンクの実行が不完全か、変更されています。リンク全体をコピーするか、実行をファイルで受け取ってください。',
  },
  'run-in-link': { en: 'The run in the link: {problem}', ja: 'リンクの実行:{problem}' },
  'oversized-lesson-link': {
    en: 'The link has {length} characters for its lesson; the limit is {most}. Ask for the lesson as a file.',
    ja: 'リンクのレッスンは{length}文字です。上限は{most}文字なので、レッスンをファイルで受け取ってください。',
  },
  'broken-lesson-link': {
    en: 'The lesson in the link is incomplete or was changed. Copy the whole link, or ask for the lesson as a file.',
    ja: 'リンクのレッスンが不完全か、変更されています。リンク全体をコピーするか、レッスンをファイルで受け取ってください。',
  },
  'lesson-of-edited-code': {
    en: 'A lesson cannot hold edited code. Make it from a run with the code of the scenario.',
    ja: 'レッスンには編集したコードを入れられません。シナリオのコードのままの実行から作ってください。',
  },
  'lesson-not-here': {
    en: 'This browser does not have the lesson any more. Open it from its file.',
    ja: 'このブラウザーには、そのレッスンがもうありません。ファイルから開いてください。',
  },
  'lesson-in-link': { en: 'The lesson in the link: {problem}', ja: 'リンクのレッスン:{problem}' },
  'step-in-link': {
    en: 'The lesson in the link, step [{step}]: {problem}',
    ja: 'リンクのレッスンのステップ[{step}]:{problem}',
  },
  'not-json': {
    en: 'This is not JSON. Choose a file that Actorium wrote.',
    ja: 'JSONではありません。Actoriumが書き出したファイルを選んでください。',
  },
  'other-format': {
    en: 'This is not an Actorium {kind}: `header.format` must be "{format}".',
    ja: 'Actoriumの{kind}ではありません。`header.format`は[{format}]でなければなりません。',
  },
  'invalid-version': {
    en: '`header.version` must be a whole number, 1 or more.',
    ja: '`header.version`は1以上の整数でなければなりません。',
  },
  'newer-version': {
    en: '`header.version` is {version}, but this Actorium reads versions up to {newest}. Open the file with a newer Actorium.',
    ja: '`header.version`は{version}ですが、このActoriumが読めるのは{newest}までです。新しいActoriumで開いてください。',
  },
  'misnumbered-action': {
    en: '`actions[{place}].index` must be {place}, because actions are numbered from 0.',
    ja: '操作には0から番号を付けるので、`actions[{place}].index`は{place}でなければなりません。',
  },
  'early-action': {
    en: '`actions[{place}].at` is {at}, earlier than the action before it at {before}.',
    ja: '`actions[{place}].at`は{at}で、前の操作の{before}より早い時刻です。',
  },
  'early-end': {
    en: '`until` is {until}, earlier than the last action at {last}.',
    ja: '`until`は{until}で、最後の操作の{last}より早い時刻です。',
  },
  'repeated-lane': {
    en: '`family` holds {lanes} lanes with {ids} different ids. Give each lane an id of its own.',
    ja: '`family`の分岐は{lanes}本ですが、異なる`id`は{ids}個です。分岐ごとに別の`id`を付けてください。',
  },
  'circular-lanes': {
    en: 'Lane [{id}] of `family` grew from itself: following `branch.parent` leads in a circle.',
    ja: '`family`の分岐[{id}]は、`branch.parent`をたどると自分自身に戻ります。',
  },
  'disordered-lane': {
    en: 'Lane [{id}] of `family`: {problem}',
    ja: '`family`の分岐[{id}]:{problem}',
  },
  'incomplete-trace': {
    en: 'The file holds {found} events, but its header says {expected}. The file is incomplete: save the trace again.',
    ja: 'ファイルのイベントは{found}件ですが、ヘッダーには{expected}件とあります。ファイルが不完全なので、トレースを保存し直してください。',
  },
  'changed-trace': {
    en: 'The hash of the events differs from the hash in the header: the file was changed after it was written.',
    ja: 'イベントのハッシュがヘッダーのハッシュと違います。ファイルは書き出した後に変更されています。',
  },
  'incomplete-journal': {
    en: 'The file holds {found} lines after its header, but the header says {expected}. The file is incomplete: save the journal again.',
    ja: 'ヘッダーの後の行は{found}行ですが、ヘッダーには{expected}行とあります。ファイルが不完全なので、ジャーナルを保存し直してください。',
  },
  'miscounted-journal': {
    en: 'The file holds {found} lines of `{list}`, but the header says {expected}. Correct the header, or save the journal again.',
    ja: 'ファイルの`{list}`は{found}行ですが、ヘッダーには{expected}行とあります。ヘッダーを直すか、ジャーナルを保存し直してください。',
  },
  'too-large-journal': {
    en: 'The journal has {entries} entries; the limit is {most}. Save it earlier in the run, or delete old events first.',
    ja: 'ジャーナルは{entries}件です。上限は{most}件なので、もっと早い時点で保存するか、古いイベントを削除してください。',
  },
  'invalid-json': { en: 'This is not valid JSON ({problem}).', ja: '正しいJSONではありません({problem})。' },
  'not-a-lesson': {
    en: 'This is no lesson: a walkthrough has `steps`, and an exercise has a `type` and a `situation`.',
    ja: 'レッスンではありません。ガイドには`steps`が、演習には`type`と`situation`が必要です。',
  },
  'field-twice': {
    en: '`{field}` is there twice. Remove one of them.',
    ja: '`{field}`が2回書かれています。片方を消してください。',
  },
  'lesson-line': { en: '{file}, line {line}: {problem}', ja: '{file}の{line}行目:{problem}' },
  'lesson-step': {
    en: '{file}, line {line}, step [{step}]: {problem}',
    ja: '{file}の{line}行目、ステップ[{step}]:{problem}',
  },
  'invalid-line': { en: 'Line {line}: {problem}', ja: '{line}行目:{problem}' },
  'impossible-action': {
    en: 'Action [{index}] of the recording cannot be performed: {problem}',
    ja: '記録の操作[{index}]を実行できません:{problem}',
  },
  'misplaced-action': {
    en: 'Action [{index}] at [{at}] ms of the recording was performed as [{performedIndex}] at [{performedAt}] ms. Sort the actions by index and instant.',
    ja: '記録では[{at}]ミリ秒の操作[{index}]が、[{performedAt}]ミリ秒に操作[{performedIndex}]として実行されました。操作を番号と時刻の順に並べてください。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
