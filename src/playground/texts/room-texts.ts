/** Texts of the dialog for the room. Apart from the tables of the page, because they are loaded with the dialog. */
export const roomTexts = {
  title: { en: 'For the room and for slides', ja: '教室とスライドで使う' },
  code: { en: 'QR code of the link to this run', ja: 'この実行へのリンクの QR コード' },
  noLink: {
    en: 'This run is too long for a link. Save it as a file and send that.',
    ja: 'この実行は長すぎてリンクにできません。ファイルに保存して渡してください。',
  },
  local: {
    en: 'Only this computer can open this address. Publish the page first: docs/hosting.md says how, in five minutes.',
    ja: 'このアドレスを開けるのはこのコンピューターだけです。先にページを公開してください。手順は docs/hosting.md にあり、5 分で済みます。',
  },
  copyLink: { en: 'Copy the link', ja: 'リンクをコピー' },
  copyElement: { en: 'Copy the element for slides', ja: 'スライド用の要素をコピー' },
  copied: {
    link: { en: 'The link is in your clipboard.', ja: 'リンクをクリップボードにコピーしました。' },
    element: {
      en: 'The element is in your clipboard. Paste it into a page of slides in HTML.',
      ja: '要素をクリップボードにコピーしました。HTML のスライドに貼り付けてください。',
    },
  },
  network: { en: 'Without a network', ja: 'ネットワークなしで使う' },
  offline: {
    unknown: {
      en: 'The page is not stored in this browser yet.',
      ja: 'ページはまだこのブラウザーに保存されていません。',
    },
    storing: {
      en: 'The page is being stored in this browser…',
      ja: 'ページをこのブラウザーに保存しています…',
    },
    stored: {
      en: 'The page is stored in this browser and opens without a network.',
      ja: 'ページはこのブラウザーに保存済みで、ネットワークがなくても開けます。',
    },
    unavailable: {
      en: 'The page cannot be stored in this browser, so each load needs its server. Storing needs https or localhost.',
      ja: 'ページをこのブラウザーに保存できないため、開くたびにサーバーが必要です。保存には https か localhost が必要です。',
    },
  },
} as const
