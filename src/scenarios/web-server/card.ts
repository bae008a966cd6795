import { type ExchangeWords, type ScenarioCard, sameText } from '../card.ts'

const exchanges: ExchangeWords = {
  requests: { Get: ({ path }) => sameText(`GET ${path}`) },
  replies: {
    Ok: ({ mimeType }) => ({ outcome: 'ok', words: sameText(`200 OK, ${mimeType}`) }),
    NotFound: () => ({ outcome: 'missing', words: sameText('404 Not Found') }),
    BadRequest: () => ({ outcome: 'missing', words: sameText('400 Bad Request') }),
    InternalServerError: ({ noAnswerFrom }) => ({
      outcome: 'no-answer',
      words:
        noAnswerFrom === 'cache'
          ? { en: '500 The cache did not answer.', ja: '500 キャッシュが応答しませんでした。' }
          : { en: '500 The file system did not answer.', ja: '500 ファイルシステムが応答しませんでした。' },
    }),
    NoAnswer: () => ({
      outcome: 'no-answer',
      words: { en: 'No answer: nobody knows why.', ja: '返事がありません。理由は誰にも分かりません。' },
    }),
  },
}

export const webServerCard: ScenarioCard = {
  id: 'web-server',
  title: { en: 'A supervised web server', ja: '監視されたWebサーバー' },
  intro: {
    en: 'A web server with a cache and a file system, each an actor with a supervisor. Ask for a page, then for one that does not exist, then for one that cannot be read, and see who survives what.',
    ja: 'キャッシュとファイルシステムを持つWebサーバーです。どれもアクターで、それぞれに監視役がいます。あるページ、ないページ、読めないページを順に求めて、何が生き残るかを見てみましょう。',
  },
  roles: [],
  commands: [
    {
      type: 'Get',
      title: { en: 'Get', ja: '取得' },
      help: {
        en: 'From the browser to the web server. A bad path is answered; a failure is left to the supervisors.',
        ja: 'ブラウザーからWebサーバーへ送ります。不正なパスには返事が来ますが、失敗は監視役に任されます。',
      },
      participant: 'client',
      actor: '/user/browser',
      fields: [
        {
          name: 'path',
          label: { en: 'Path', ja: 'パス' },
          kind: 'text',
          required: true,
          maxLength: 100,
          example: '/index.html',
          examples: [
            '/index.html',
            '/about.html',
            '/style.css',
            '/data.json',
            '/missing.html',
            'not a path',
            '/broken.html',
            '/huge.bin',
            '/corrupt.html',
            '/movie.xyz',
          ],
        },
      ],
      submit: { en: 'Get', ja: '取得する' },
      burst: 20,
    },
    {
      type: 'Start',
      title: { en: 'Start the web server', ja: 'Webサーバーの起動' },
      help: {
        en: 'Tells the guardian to start it, after it has stopped. While it runs this does nothing.',
        ja: '停止したWebサーバーの起動をガーディアンに頼みます。動いている間は何も起きません。',
      },
      participant: 'server',
      actor: '/user',
      fields: [],
      submit: { en: 'Start', ja: '起動する' },
    },
  ],
  actors: [
    {
      path: '/user',
      title: { en: 'Guardian', ja: 'ガーディアン' },
      help: {
        en: 'Starts the web server and watches it. With its end the node ends.',
        ja: 'Webサーバーを起動して見守ります。これが終わると、ノードも終わります。',
      },
      canFail: true,
      errors: ['IOException', 'DeathPactException'],
      source: 'web-server/main.ts',
    },
    {
      path: '/user/web-server',
      title: { en: 'Web server', ja: 'Webサーバー' },
      help: {
        en: 'Answers Get. Restarted when it fails, and its children stay.',
        ja: 'Getに答えます。失敗すると再起動され、子はそのまま残ります。',
      },
      canFail: true,
      errors: ['UnknownMimeType', 'IOException', 'DeathPactException'],
      source: 'web-server/web-server.ts',
    },
    {
      path: '/user/web-server/cache',
      title: { en: 'Cache', ja: 'キャッシュ' },
      help: {
        en: 'Remembers what was found. When it fails it just goes on.',
        ja: '見つかったものを覚えておきます。失敗しても、そのまま続行します。',
      },
      canFail: true,
      errors: ['CorruptEntry', 'IOException'],
      source: 'web-server/cache.ts',
    },
    {
      path: '/user/web-server/filesystem',
      title: { en: 'File system', ja: 'ファイルシステム' },
      help: {
        en: 'Reads the disk. When it fails it is restarted, with a fresh mount.',
        ja: 'ディスクを読みます。失敗すると再起動され、マウントし直します。',
      },
      canFail: true,
      errors: ['IOException', 'FileTooLarge', 'DiskBusy'],
      source: 'web-server/filesystem.ts',
    },
    {
      path: '/user/browser',
      title: { en: 'Browser', ja: 'ブラウザー' },
      help: {
        en: 'Lives on another machine, asks for what you type, and gives up after a while.',
        ja: '別のマシンにいて、入力されたものを求め、しばらく待って来なければ諦めます。',
      },
      canFail: true,
      errors: ['IOException'],
      source: 'web-server/browser.ts',
    },
  ],
  exchanges,
  treesOpen: true,
}
