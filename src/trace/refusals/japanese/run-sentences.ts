import type { runSentences } from '../run-sentences.ts'

export const japaneseRunSentences: Readonly<Record<keyof typeof runSentences, string>> = {
  'unexpected-error':
    '予期しないエラーが発生しました({name})。ページを再読み込みするか、新しい実行を始めてください。',
  'unknown-scenario': 'シナリオ[{scenario}]はありません。[{known}]から選んでください。',
  'code-problem': '{file}の{place}: {reason}',
  'edit-not-once':
    '置き換える文字列は[{file}]にちょうど1回現れなければなりませんが、{times}回現れます: [{text}]。',
  'code-file-unknown':
    'シナリオ[{scenario}]に、編集できるファイル[{file}]はありません。[{known}]から選んでください。',
  'code-not-started':
    'アクターが動く前に、編集されたコードが失敗しました: {reason}。修正してからもう一度実行してください。',
  'code-endless':
    '編集されたコードを含む実行で、[{actor}]がメッセージ[{message}]の処理を{seconds}秒以内に終えませんでした。正規表現など、処理量が多すぎる関数がないか確かめてください。',
  'code-declined':
    'この実行には編集されたコードが含まれますが、実行は許可されませんでした。何も変わっていません。',
  'code-not-in-thread':
    '編集されたコードを含む実行はここでは計算できません。編集されたコードは、ワーカーのサンドボックスの中だけで動きます。ページで開くか、`npm run simulate`で再生してください。',
  'invalid-seed': 'シード[{seed}]は無効です。0から{highest}までの整数を指定してください。',
  'seed-not-number': 'シードが数ではありません。0から{highest}までの整数を指定してください。',
  'missing-features':
    'クラスターのノードに必要な[{features}]が、このブラウザーにはありません。新しいブラウザーで開いてください。',
  'invalid-wait': '待ち時間[{ms}]は無効です。0以上のミリ秒を指定してください。',
  'invalid-speed': '速度[{speed}]は無効です。0より大きい数を指定してください。',
  'invalid-instant': '時刻[{at}]は無効です。0以上の整数でミリ秒を指定してください。',
  'instant-not-number': '時刻[{at}]は数ではありません。仮想時間のミリ秒を指定してください。',
  'late-instant': '[{at}]ミリ秒は遅すぎます。実行は仮想時間の24時間、[{end}]ミリ秒で終わります。',
  'past-instant':
    '[{at}]ミリ秒は過去です。実行は[{frontier}]ミリ秒まで計算されています。もっと後の時刻を指定してください。',
  'events-dropped':
    '実行のイベントが多すぎるため、[{from}]ミリ秒より前のイベントはもうページにありません。もっと後のイベントを指定してください。',
  'step-without-event':
    '{seconds}秒までに、選んだ種類のイベントはもうありません。もう一度進めると、その先を探します。',
  'too-many-lamps': '自分で追加できるランプは{most}個までです。先に1つ削除してください。',
  'no-lamp-name': 'ランプには名前が必要です。何を見張るランプかを書いてください。',
  'paused-before': '[{at}]ミリ秒より前の[{now}]ミリ秒で一時停止しました。',
  'run-at-end': 'この実行は仮想時間の24時間、[{end}]ミリ秒に達して終わりました。新しい実行を始めてください。',
  'too-many-actions':
    'この実行の操作は、実行ファイルに保存できる上限の{most}件に達しました。新しい実行を始めてください。',
  'run-closed': 'この実行は閉じられました。',
  'no-run-yet': '実行がまだ開かれていません。先に`playground.ready`を待ってください。',
  'no-run': '実行が開かれていません。先に開いてください。',
  'no-run-because': '実行が開かれていません:{reason}',
  'run-not-restored': '実行をもう一度計算しています。終わるまで待つか、新しい実行を始めてください。',
  'opening-another-run': 'この実行の代わりに別の実行を開いています。先に`playground.ready`を待ってください。',
  'another-run-shown': 'この実行の代わりに別の実行を表示しています。',
  'opening-cancelled': 'この実行を開くのを中止しました。',
  'another-run-opened': 'この実行の代わりに別の実行が開かれました。',
  'unsendable-argument':
    'コンダクターに送れない引数があります。数、文字列、プレーンなオブジェクトを渡してください。',
  'page-not-drawn':
    'ページを描画できませんでした({name})。再読み込みすると、保存された操作から実行を続けます。',
  'conductor-failed': 'コンダクターが異常終了しました({name})。ページを再読み込みしてください。',
  'conductor-not-loaded': 'コンダクターのスクリプトを読み込めませんでした。ページを再読み込みしてください。',
  'worker-crashed': '[{participant}]のワーカーが異常終了しました({name})。',
  'worker-not-loaded': '[{participant}]のワーカーのスクリプトを読み込めませんでした。',
  'worker-terminated': '[{participant}]のワーカーは終了させられました。',
  'worker-not-started': '[{participant}]のワーカーが{seconds}秒以内に起動しませんでした。',
  'worker-not-created': '[{participant}]のワーカーが{seconds}秒以内に参加者を作成しませんでした。',
  'worker-not-caught-up': '[{participant}]のワーカーが{seconds}秒以内に再生に追いつきませんでした。',
  'replay-differs':
    '再生が[{at}]ミリ秒までの記録と一致しないため、そこから分岐できません。これは不具合です。この実行を共有してください。',
  'search-cancelled': '探索を取り消しました。何も変わっていません。',
  'search-not-loaded': '探索に失敗しました。スクリプトを読み込めません。ページを再読み込みしてください。',
  'search-crashed': '探索のワーカーがクラッシュしました({name})。もう一度探索してください。',
  'branch-cancelled': '再生を取り消しました。何も変わっていません。',
  'lane-gone': 'この分岐はもう保存されていないため、開けません。',
  'lane-held': 'この分岐は別のタブで開かれています。先にそのタブを閉じてください。',
  'instant-not-computed':
    '[{at}]ミリ秒はまだ計算されていません。実行は[{frontier}]ミリ秒です。もっと前の時刻を指定してください。',
  'nothing-to-explain':
    '「なぜ?」で説明できるものが選ばれていません。ノード、アクター、またはイベントを選んでから、もう一度試してください。',
  'window-blocked':
    'ブラウザーが発表者ウィンドウをブロックしました。ブラウザーの設定でこのページのポップアップを許可してから、もう一度開いてください。',
  'nothing-to-undo': '取り消せる操作がありません。',
  'worker-not-connected': '[{participant}]のワーカーが{seconds}秒以内に通信路を開きませんでした。',
  'round-not-finished': '[{participant}]のワーカーが{seconds}秒以内にラウンドを終えませんでした。',
  'round-endless': '[{participant}]のワーカーはラウンドを終えられません。',
  'failed-outside-actors': '[{participant}]がアクターの外で失敗しました:{reason}',
  'database-lost': '{reason}実行にはデータベースが必要です。ページを再読み込みしてください。',
  'event-out-of-order':
    '[{participant}]は[{from}]から[{to}]までのラウンドで、[{node}]の番号[{number}]のイベント[{type}]を[{at}]ミリ秒に発行しました。[{earliest}]ミリ秒以降の番号[{expected}]でなければなりません。',
  'due-within-round':
    '[{participant}]は、終えたばかりの[{to}]までのラウンドの中の[{due}]ミリ秒に動こうとしています。参加者はもっと後の時刻を返さなければなりません。',
  'envelope-too-fast':
    '[{sender}]が[{receiver}]に送ったメッセージは、[{to}]までのラウンドの中の[{due}]ミリ秒に届きます。[{smallest}]ミリ秒より速い通信路は使えません。',
}
