/** Texts of the dialog that shares a run. Apart from the tables of the page, because they are loaded with the dialog. */
const en = {
  room: 'QR code and slides…',
  title: 'Share this run',
  explanation:
    'A run is its scenario, its seed ({seed}) and its actions ({count, plural, =0 {none yet} one {# action} other {# actions}}), up to {time}. Anyone who plays the file sees exactly the same run, to the last event.',
  download: 'Save as a file',
  copyRun: 'Copy as text',
  link: 'Link to this run at {time}',
  noLink:
    'This run is too long for a link, which has at most {most, number} characters. Save it as a file and send that.',
  linkWithoutBranches:
    'With its branches this run is too long for a link, which has at most {most, number} characters. The link opens the live lane alone. Save the run as a file to send the branches too.',
  asFilm: 'The film is open, so the file and the link open as a film with these chapters.',
  withBranches: 'The file and the link hold its {count, plural, one {branch} other {# branches}} too.',
  code: 'Your actions as code, and the trace',
  forms: {
    script: 'Copy as a script',
    walkthrough: 'Copy as a walkthrough',
    test: 'Copy as a Playwright test',
  },
  noCode: 'Only runs with at most {most, number} actions are written as code.',
  saveTrace: 'Save the trace (JSON Lines)',
  saveJournal: 'Save the journal (JSON Lines)',
  picture: {
    title: 'Picture at {time}',
    canvas: 'Save the canvas ({format})',
    diagram: 'Save the diagram ({format})',
    help: 'In the colours and the language of the page. SVG keeps texts as texts; PNG has pixels for slides.',
    /** Above a saved picture. */
    caption: '{scenario} · {time} · seed {seed}',
    saved: 'The picture is saved.',
    notShown: 'The page does not show this part now. Close this dialog, show it, and save it then.',
  },
  copy: 'Copy',
  copied: {
    link: 'The link is in your clipboard.',
    run: 'The run is in your clipboard.',
    script: 'The script is in your clipboard. Paste it into the console of this page.',
    walkthrough:
      'The walkthrough is in your clipboard. Save it in src/lessons/walkthroughs and edit its texts.',
    test: 'The Playwright test is in your clipboard. Save it as a .spec.ts file.',
  },
  computingHash: 'Computing the hash…',
  hash: 'Trace hash {hash}',
}

const ja: typeof en = {
  room: 'QR コードとスライド…',
  title: 'この実行を共有',
  explanation:
    '実行は、シナリオ、シード({seed})、{time}までの操作({count, plural, =0 {まだなし} other {#件}})で決まります。このファイルを再生すると、誰でも最後のイベントまでまったく同じ実行を見られます。',
  download: 'ファイルに保存',
  copyRun: 'テキストとしてコピー',
  link: '{time}のこの実行へのリンク',
  noLink: 'この実行は、リンクの上限({most, number}文字)に収まりません。ファイルに保存して送ってください。',
  linkWithoutBranches:
    'この実行は、分岐を含めるとリンクの上限({most, number}文字)に収まりません。リンクで開けるのは実行中の1本だけです。分岐も送るには、ファイルに保存してください。',
  asFilm: 'フィルムが開いているので、ファイルとリンクもこのチャプターのフィルムとして開きます。',
  withBranches: 'ファイルとリンクには、分岐({count}本)も入ります。',
  code: '操作のコードとトレース',
  forms: {
    script: 'スクリプトとしてコピー',
    walkthrough: 'ガイドとしてコピー',
    test: 'Playwrightのテストとしてコピー',
  },
  noCode: 'コードにできるのは、操作が{most, number}件までの実行です。',
  saveTrace: 'トレースを保存(JSON Lines)',
  saveJournal: 'ジャーナルを保存(JSON Lines)',
  picture: {
    title: '{time}の画像',
    canvas: 'キャンバスを保存({format})',
    diagram: '時空図を保存({format})',
    help: 'ページの配色と言語のまま保存します。SVGは文字を文字として保ち、PNGはスライドに貼りやすい画像です。',
    caption: '{scenario} · {time} · シード {seed}',
    saved: '画像を保存しました。',
    notShown: '今は表示されていません。このダイアログを閉じ、表示してから保存してください。',
  },
  copy: 'コピー',
  copied: {
    link: 'リンクをコピーしました。',
    run: '実行をコピーしました。',
    script: 'スクリプトをコピーしました。このページのコンソールに貼り付けると動きます。',
    walkthrough: 'ガイドをコピーしました。src/lessons/walkthroughs に保存して、文章を書き換えてください。',
    test: 'Playwrightのテストをコピーしました。.spec.ts ファイルとして保存してください。',
  },
  computingHash: 'ハッシュを計算中…',
  hash: 'トレースハッシュ {hash}',
}

export const shareTexts = { en, ja }
