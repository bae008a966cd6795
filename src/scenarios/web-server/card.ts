import type { Bilingual } from '../../trace/bilingual.ts'
import {
  countText,
  type ExchangeTexts,
  type ScenarioCard,
  type StateData,
  sameText,
  sizeOf,
} from '../card.ts'
import { exchangesText } from '../state-texts.ts'
import { webServerFields } from './command-fields.ts'
import { webServerParticipants } from './participants.ts'

const exchanges: ExchangeTexts = {
  requests: { Get: ({ path }) => sameText(`GET ${path}`) },
  replies: {
    Ok: ({ mimeType }) => ({ outcome: 'ok', text: sameText(`200 OK, ${mimeType}`) }),
    NotFound: () => ({ outcome: 'missing', text: sameText('404 Not Found') }),
    BadRequest: () => ({ outcome: 'missing', text: sameText('400 Bad Request') }),
    InternalServerError: ({ noAnswerFrom }) => ({
      outcome: 'no-answer',
      text:
        noAnswerFrom === 'cache'
          ? { en: '500 The cache did not answer.', ja: '500 キャッシュが応答しませんでした。' }
          : { en: '500 The file system did not answer.', ja: '500 ファイルシステムが応答しませんでした。' },
    }),
    NoAnswer: () => ({
      outcome: 'no-answer',
      text: {
        en: 'No answer in time; the reason is unknown.',
        ja: '時間内に応答がありません。理由は不明です。',
      },
    }),
  },
}

/** All replies, and how many of them report an error of the server. */
function servedText({ Ok, NotFound, BadRequest, InternalServerError }: StateData): Bilingual {
  const errors = Number(InternalServerError ?? 0)
  const served = [Ok, NotFound, BadRequest].reduce<number>((sum, count) => sum + Number(count ?? 0), errors)
  const all = countText(served, 'reply', 'replies', '応答')
  return errors === 0 ? all : { en: `${all.en}, ${errors} failed`, ja: `${all.ja}・失敗${errors}件` }
}

function diskText({ mount, broken, reads }: StateData): Bilingual {
  if (broken === true) return { en: 'disk broken', ja: 'ディスク故障' }
  const [mounted, read] = [Number(mount ?? 0), Number(reads ?? 0)]
  return { en: `mount ${mounted} · ${read} read`, ja: `マウント${mounted} · 読み込み${read}件` }
}

function cacheText({ entries, hits }: StateData): Bilingual {
  const [files, found] = [sizeOf(entries), Number(hits ?? 0)]
  return {
    en: `${files} ${files === 1 ? 'file' : 'files'} · ${found} ${found === 1 ? 'hit' : 'hits'}`,
    ja: `${files}ファイル · ヒット${found}`,
  }
}

const guardianText = ({ serving }: StateData): Bilingual =>
  serving === true
    ? { en: 'watches the server', ja: 'サーバーを監視中' }
    : { en: 'no web server', ja: 'サーバーなし' }

export const webServerCard: ScenarioCard = {
  id: 'web-server',
  title: { en: 'A supervised web server', ja: 'スーパービジョン付きのWebサーバー' },
  intro: {
    en: 'A web server with a cache and a file system. Each is an actor with a supervisor. Request a page, then one that does not exist, then one that cannot be read, and see which actors survive.',
    ja: 'キャッシュとファイルシステムを持つWebサーバーです。どれもアクターで、それぞれにスーパーバイザーがいます。存在するページ、存在しないページ、読めないページを順にリクエストして、どのアクターが生き残るかを見てみましょう。',
  },
  roles: [],
  commands: [
    {
      type: 'Get',
      title: { en: 'Get', ja: '取得' },
      help: {
        en: 'Sends a request from the browser to the web server. An invalid path gets a reply. A failure is handled by the supervisors.',
        ja: 'ブラウザーからWebサーバーへリクエストを送ります。不正なパスには応答が返ります。失敗はスーパーバイザーが処理します。',
      },
      participant: 'client',
      actor: '/user/browser',
      fields: webServerFields.Get,
      submit: { en: 'Get', ja: '取得する' },
      burst: 20,
    },
    {
      type: 'Start',
      title: { en: 'Start the web server', ja: 'Webサーバーの起動' },
      help: {
        en: 'Tells the guardian to start the web server after it has stopped. It has no effect while the web server runs.',
        ja: '停止したWebサーバーを起動するよう、ガーディアンに指示します。動いている間は何も起きません。',
      },
      participant: 'server',
      actor: '/user',
      fields: webServerFields.Start,
      submit: { en: 'Start', ja: '起動する' },
    },
  ],
  actors: [
    {
      path: '/user',
      title: { en: 'Guardian', ja: 'ガーディアン' },
      help: {
        en: 'Starts the web server and watches it. When the guardian stops, the node stops.',
        ja: 'Webサーバーを起動し、監視(watch)します。ガーディアンが停止すると、ノードも停止します。',
      },
      canFail: true,
      errors: ['IOException', 'DeathPactException'],
      source: 'web-server/main.ts',
      state: guardianText,
    },
    {
      path: '/user/web-server',
      title: { en: 'Web server', ja: 'Webサーバー' },
      help: {
        en: 'Answers Get. It is restarted when it fails, and its children keep running.',
        ja: 'Getに答えます。失敗すると再起動されますが、子アクターは動き続けます。',
      },
      canFail: true,
      errors: ['UnknownMimeType', 'IOException', 'DeathPactException'],
      source: 'web-server/web-server.ts',
      state: servedText,
    },
    {
      path: '/user/web-server/cache',
      title: { en: 'Cache', ja: 'キャッシュ' },
      help: {
        en: 'Caches the files that were found. When it fails it is resumed and keeps its entries.',
        ja: '見つかったファイルを保持します。失敗しても、中身を保ったまま再開(resume)します。',
      },
      canFail: true,
      errors: ['CorruptEntry', 'IOException'],
      source: 'web-server/cache.ts',
      state: cacheText,
    },
    {
      path: '/user/web-server/filesystem',
      title: { en: 'File system', ja: 'ファイルシステム' },
      help: {
        en: 'Reads the disk. When it fails it is restarted and mounts the disk again.',
        ja: 'ディスクを読みます。失敗すると再起動され、ディスクをマウントし直します。',
      },
      canFail: true,
      errors: ['IOException', 'FileTooLarge', 'DiskBusy'],
      source: 'web-server/filesystem.ts',
      state: diskText,
    },
    {
      path: '/user/browser',
      title: { en: 'Browser', ja: 'ブラウザー' },
      help: {
        en: 'Runs on another machine, requests the path that you enter, and gives up after a time-out.',
        ja: '別のマシンで動き、入力されたパスをリクエストします。時間内に応答がなければ諦めます。',
      },
      canFail: true,
      errors: ['IOException'],
      source: 'web-server/browser.ts',
      state: exchangesText,
    },
  ],
  exchanges,
  participants: webServerParticipants,
  treesExpanded: true,
}
