import type { Bilingual } from '../bilingual.ts'

/** Sentences about runs that cannot be opened, asked or continued. */
export const runSentences = {
  'unexpected-error': {
    en: 'An unexpected error occurred ({name}). Load the page again, or start a new run.',
    ja: '予期しないエラーが発生しました({name})。ページを再読み込みするか、新しい実行を始めてください。',
  },
  'unknown-scenario': {
    en: 'Scenario [{scenario}] does not exist. Choose one of: {known}.',
    ja: 'シナリオ[{scenario}]はありません。[{known}]から選んでください。',
  },
  'code-problem': {
    en: '{file}, {place}: {reason}',
    ja: '{file}の{place}: {reason}',
  },
  'edit-not-once': {
    en: 'The text to replace must occur exactly once in [{file}], and it occurs {times} times: [{text}].',
    ja: '置き換える文字列は[{file}]にちょうど1回現れなければなりませんが、{times}回現れます: [{text}]。',
  },
  'code-file-unknown': {
    en: 'Scenario [{scenario}] has no file [{file}] that can be edited. Choose one of: {known}.',
    ja: 'シナリオ[{scenario}]に、編集できるファイル[{file}]はありません。[{known}]から選んでください。',
  },
  'code-not-started': {
    en: 'The edited code failed before any actor ran: {reason}. Correct it and run it again.',
    ja: 'アクターが動く前に、編集されたコードが失敗しました: {reason}。修正してからもう一度実行してください。',
  },
  'code-endless': {
    en: '[{actor}] did not finish the message [{message}] within {seconds} s, in a run with edited code. Look for a function of the language that works on too much, such as a regular expression.',
    ja: '編集されたコードを含む実行で、[{actor}]がメッセージ[{message}]の処理を{seconds}秒以内に終えませんでした。正規表現など、処理量が多すぎる関数がないか確かめてください。',
  },
  'code-declined': {
    en: 'The run contains edited code, which you did not allow to run. Nothing has changed.',
    ja: 'この実行には編集されたコードが含まれますが、実行は許可されませんでした。何も変わっていません。',
  },
  'code-not-in-thread': {
    en: 'A run with edited code cannot be computed here, because edited code runs only in the sandbox of a worker. Open it in the page, or play it with `npm run simulate`.',
    ja: '編集されたコードを含む実行はここでは計算できません。編集されたコードは、ワーカーのサンドボックスの中だけで動きます。ページで開くか、`npm run simulate`で再生してください。',
  },
  'invalid-seed': {
    en: '[{seed}] is not a valid seed. Give a whole number from 0 to {highest}.',
    ja: 'シード[{seed}]は無効です。0から{highest}までの整数を指定してください。',
  },
  'seed-not-number': {
    en: 'The seed is not a number. Give a whole number from 0 to {highest}.',
    ja: 'シードが数ではありません。0から{highest}までの整数を指定してください。',
  },
  'missing-features': {
    en: "This browser has no {features}, which the cluster's nodes need. Open the page in a current browser.",
    ja: 'クラスターのノードに必要な[{features}]が、このブラウザーにはありません。新しいブラウザーで開いてください。',
  },
  'invalid-wait': {
    en: '[{ms}] is not a valid time to wait. Give milliseconds, 0 or more.',
    ja: '待ち時間[{ms}]は無効です。0以上のミリ秒を指定してください。',
  },
  'invalid-speed': {
    en: '[{speed}] is not a valid speed. Give a number above 0.',
    ja: '速度[{speed}]は無効です。0より大きい数を指定してください。',
  },
  'invalid-instant': {
    en: '[{at}] is not a valid instant. Give whole milliseconds, 0 or more.',
    ja: '時刻[{at}]は無効です。0以上の整数でミリ秒を指定してください。',
  },
  'instant-not-number': {
    en: 'The instant [{at}] is not a number. Give virtual milliseconds.',
    ja: '時刻[{at}]は数ではありません。仮想時間のミリ秒を指定してください。',
  },
  'late-instant': {
    en: '[{at}] ms is too late: a run ends at [{end}] ms, 24 hours of virtual time.',
    ja: '[{at}]ミリ秒は遅すぎます。実行は仮想時間の24時間、[{end}]ミリ秒で終わります。',
  },
  'past-instant': {
    en: '[{at}] ms is in the past: the run is computed up to [{frontier}] ms. Give a later instant.',
    ja: '[{at}]ミリ秒は過去です。実行は[{frontier}]ミリ秒まで計算されています。もっと後の時刻を指定してください。',
  },
  'events-dropped': {
    en: 'The page no longer holds the events before [{from}] ms, because the run has too many. Ask for later events.',
    ja: '実行のイベントが多すぎるため、[{from}]ミリ秒より前のイベントはもうページにありません。もっと後のイベントを指定してください。',
  },
  'step-without-event': {
    en: 'The run up to {seconds} s has no further event of the chosen kind. Step again to look further.',
    ja: '{seconds}秒までに、選んだ種類のイベントはもうありません。もう一度進めると、その先を探します。',
  },
  'too-many-lamps': {
    en: 'A run has at most {most} lamps of your own. Remove one first.',
    ja: '自分で追加できるランプは{most}個までです。先に1つ削除してください。',
  },
  'no-lamp-name': {
    en: 'A lamp needs a name. Write what it watches.',
    ja: 'ランプには名前が必要です。何を見張るランプかを書いてください。',
  },
  'paused-before': {
    en: 'Paused at [{now}] ms, before [{at}] ms.',
    ja: '[{at}]ミリ秒より前の[{now}]ミリ秒で一時停止しました。',
  },
  'run-at-end': {
    en: 'This run has reached its end at [{end}] ms, 24 hours of virtual time. Start a new run.',
    ja: 'この実行は仮想時間の24時間、[{end}]ミリ秒に達して終わりました。新しい実行を始めてください。',
  },
  'too-many-actions': {
    en: 'This run has {most} actions, the most that a run file holds. Start a new run.',
    ja: 'この実行の操作は、実行ファイルに保存できる上限の{most}件に達しました。新しい実行を始めてください。',
  },
  'run-closed': { en: 'This run is closed.', ja: 'この実行は閉じられました。' },
  'no-run-yet': {
    en: 'No run is open yet. Await `playground.ready` first.',
    ja: '実行がまだ開かれていません。先に`playground.ready`を待ってください。',
  },
  'no-run': {
    en: 'No run is open. Open one first.',
    ja: '実行が開かれていません。先に開いてください。',
  },
  'no-run-because': { en: 'No run is open: {reason}', ja: '実行が開かれていません:{reason}' },
  'run-not-restored': {
    en: 'The run is still being computed again. Wait until it is complete, or start a new run.',
    ja: '実行をもう一度計算しています。終わるまで待つか、新しい実行を始めてください。',
  },
  'opening-another-run': {
    en: 'Another run is being opened in place of this one. Await `playground.ready` first.',
    ja: 'この実行の代わりに別の実行を開いています。先に`playground.ready`を待ってください。',
  },
  'another-run-shown': {
    en: 'Another run is shown in place of this one.',
    ja: 'この実行の代わりに別の実行を表示しています。',
  },
  'opening-cancelled': {
    en: 'You cancelled the opening of this run.',
    ja: 'この実行を開くのを中止しました。',
  },
  'another-run-opened': {
    en: 'Another run was opened in place of this one.',
    ja: 'この実行の代わりに別の実行が開かれました。',
  },
  'unsendable-argument': {
    en: 'The call has an argument that cannot be sent to the conductor. Give numbers, texts and plain objects.',
    ja: 'コンダクターに送れない引数があります。数、文字列、プレーンなオブジェクトを渡してください。',
  },
  'page-not-drawn': {
    en: 'The page could not be drawn ({name}). Load it again; the run continues from its stored actions.',
    ja: 'ページを描画できませんでした({name})。再読み込みすると、保存された操作から実行を続けます。',
  },
  'conductor-failed': {
    en: 'The conductor failed ({name}). Load the page again.',
    ja: 'コンダクターが異常終了しました({name})。ページを再読み込みしてください。',
  },
  'conductor-not-loaded': {
    en: 'The conductor failed: its script could not be loaded. Load the page again.',
    ja: 'コンダクターのスクリプトを読み込めませんでした。ページを再読み込みしてください。',
  },
  'worker-crashed': {
    en: 'The worker of [{participant}] crashed ({name}).',
    ja: '[{participant}]のワーカーが異常終了しました({name})。',
  },
  'worker-not-loaded': {
    en: 'The worker of [{participant}] failed: its script could not be loaded.',
    ja: '[{participant}]のワーカーのスクリプトを読み込めませんでした。',
  },
  'worker-terminated': {
    en: 'The worker of [{participant}] was terminated.',
    ja: '[{participant}]のワーカーは終了させられました。',
  },
  'worker-not-started': {
    en: 'The worker of [{participant}] did not start within {seconds} s.',
    ja: '[{participant}]のワーカーが{seconds}秒以内に起動しませんでした。',
  },
  'worker-not-created': {
    en: 'The worker of [{participant}] did not create its participant within {seconds} s.',
    ja: '[{participant}]のワーカーが{seconds}秒以内に参加者を作成しませんでした。',
  },
  'worker-not-caught-up': {
    en: 'The worker of [{participant}] has not caught up with the replay within {seconds} s.',
    ja: '[{participant}]のワーカーが{seconds}秒以内に再生に追いつきませんでした。',
  },
  'replay-differs': {
    en: 'The replay differs from the recording at or before [{at}] ms, so no branch can grow there. This is a bug; please share the run.',
    ja: '再生が[{at}]ミリ秒までの記録と一致しないため、そこから分岐できません。これは不具合です。この実行を共有してください。',
  },
  'search-cancelled': {
    en: 'The search was cancelled. Nothing has changed.',
    ja: '探索を取り消しました。何も変わっていません。',
  },
  'search-not-loaded': {
    en: 'The search failed: its script could not be loaded. Load the page again.',
    ja: '探索に失敗しました。スクリプトを読み込めません。ページを再読み込みしてください。',
  },
  'search-crashed': {
    en: 'The worker of the search crashed ({name}). Search again.',
    ja: '探索のワーカーがクラッシュしました({name})。もう一度探索してください。',
  },
  'branch-cancelled': {
    en: 'The replay was cancelled. Nothing has changed.',
    ja: '再生を取り消しました。何も変わっていません。',
  },
  'lane-gone': {
    en: 'This branch is no longer stored, so it cannot be opened.',
    ja: 'この分岐はもう保存されていないため、開けません。',
  },
  'lane-held': {
    en: 'This branch is open in another tab. Close that tab first.',
    ja: 'この分岐は別のタブで開かれています。先にそのタブを閉じてください。',
  },
  'instant-not-computed': {
    en: '[{at}] ms is not computed yet: the run is at [{frontier}] ms. Give an earlier instant.',
    ja: '[{at}]ミリ秒はまだ計算されていません。実行は[{frontier}]ミリ秒です。もっと前の時刻を指定してください。',
  },
  'nothing-to-explain': {
    en: 'Nothing is selected that “Why?” could explain. Select a node, an actor or an event, then ask again.',
    ja: '「なぜ?」で説明できるものが選ばれていません。ノード、アクター、またはイベントを選んでから、もう一度試してください。',
  },
  'window-blocked': {
    en: 'The browser has blocked the presenter’s window. Allow pop-ups for this page in the browser’s settings, then open the window again.',
    ja: 'ブラウザーが発表者ウィンドウをブロックしました。ブラウザーの設定でこのページのポップアップを許可してから、もう一度開いてください。',
  },
  'nothing-to-undo': {
    en: 'There is no act to take back.',
    ja: '取り消せる操作がありません。',
  },
  'worker-not-connected': {
    en: 'The worker of [{participant}] did not open its channels within {seconds} s.',
    ja: '[{participant}]のワーカーが{seconds}秒以内に通信路を開きませんでした。',
  },
  'round-not-finished': {
    en: 'The worker of [{participant}] did not finish a round within {seconds} s.',
    ja: '[{participant}]のワーカーが{seconds}秒以内にラウンドを終えませんでした。',
  },
  'round-endless': {
    en: 'The worker of [{participant}] would not have finished a round.',
    ja: '[{participant}]のワーカーはラウンドを終えられません。',
  },
  'failed-outside-actors': {
    en: '[{participant}] failed outside its actors: {reason}',
    ja: '[{participant}]がアクターの外で失敗しました:{reason}',
  },
  'database-lost': {
    en: '{reason} The run needs the database. Load the page again.',
    ja: '{reason}実行にはデータベースが必要です。ページを再読み込みしてください。',
  },
  'event-out-of-order': {
    en: '[{participant}] emitted [{type}] as number [{number}] of [{node}] at [{at}] ms, in the round [{from}] to [{to}]. Number [{expected}] at [{earliest}] ms or later was expected.',
    ja: '[{participant}]は[{from}]から[{to}]までのラウンドで、[{node}]の番号[{number}]のイベント[{type}]を[{at}]ミリ秒に発行しました。[{earliest}]ミリ秒以降の番号[{expected}]でなければなりません。',
  },
  'due-within-round': {
    en: '[{participant}] wants to run at [{due}] ms, within the round up to [{to}] that it has just completed. A participant must return a later instant.',
    ja: '[{participant}]は、終えたばかりの[{to}]までのラウンドの中の[{due}]ミリ秒に動こうとしています。参加者はもっと後の時刻を返さなければなりません。',
  },
  'envelope-too-fast': {
    en: '[{sender}] sent an envelope to [{receiver}] that is due at [{due}] ms, within the round up to [{to}]. No link may be faster than [{smallest}] ms.',
    ja: '[{sender}]が[{receiver}]に送ったメッセージは、[{to}]までのラウンドの中の[{due}]ミリ秒に届きます。[{smallest}]ミリ秒より速い通信路は使えません。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
