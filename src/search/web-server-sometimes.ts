import { localPath } from '../trace/actor-path.ts'
import type { Bilingual } from '../trace/bilingual.ts'
import { type Sometimes, whenever } from './sometimes.ts'

const webServer = '/user/web-server'
const filesystem = `${webServer}/filesystem`
const cache = `${webServer}/cache`

const replied = (name: Bilingual, label: string): Sometimes =>
  whenever(name, 'MessageSent', event => event.toNode === 'client' && event.label === label)

const failedIn = (name: Bilingual, path: string, error: string): Sometimes =>
  whenever(name, 'ActorFailed', event => localPath(event.actor) === path && event.error.name === error)

export const webServerSometimes: readonly Sometimes[] = [
  // Replies
  replied({ en: 'a file was delivered', ja: 'ファイルが配信された' }, 'Ok'),
  replied({ en: 'a file was not found', ja: 'ファイルが見つからなかった' }, 'NotFound'),
  replied({ en: 'a path was rejected', ja: 'パスが拒否された' }, 'BadRequest'),
  replied(
    { en: 'a request to an actor timed out', ja: 'アクターへの要求がタイムアウトした' },
    'InternalServerError',
  ),
  {
    name: { en: 'the cache answered without the file system', ja: 'キャッシュだけで応答できた' },
    inView: view => {
      const { state = null, stateCut = false } = view.participants.server?.actors[cache] ?? {}
      // A state that was cut off is no JSON.
      return state !== null && !stateCut && Number((JSON.parse(state) as { hits?: number }).hits ?? 0) > 0
    },
  },
  // Failures and decisions
  failedIn({ en: 'the disk failed', ja: 'ディスクが故障した' }, filesystem, 'IOException'),
  failedIn(
    { en: 'the cache found a corrupt file', ja: 'キャッシュが壊れたファイルを見つけた' },
    cache,
    'CorruptEntry',
  ),
  failedIn(
    { en: 'the web server met an unknown type of file', ja: 'Webサーバーが未知の形式のファイルに出会った' },
    webServer,
    'UnknownMimeType',
  ),
  whenever(
    { en: 'the web server was restarted', ja: 'Webサーバーが再起動した' },
    'ActorRestarted',
    event => localPath(event.actor) === webServer,
  ),
  whenever(
    { en: 'the file system was restarted', ja: 'ファイルシステムが再起動した' },
    'ActorRestarted',
    event => localPath(event.actor) === filesystem,
  ),
  whenever(
    { en: 'the cache was resumed', ja: 'キャッシュが再開した' },
    'ActorResumed',
    event => localPath(event.actor) === cache,
  ),
  whenever(
    { en: 'a failure stopped an actor of the server', ja: '障害でサーバーのアクターが停止した' },
    'ActorFailed',
    event => event.node === 'server' && event.decision === 'stop',
  ),
  whenever(
    { en: 'a message had no receiver', ja: 'メッセージの宛先がなかった' },
    'DeadLetter',
    event => event.node === 'server',
  ),
  // The process
  whenever(
    { en: 'a crash lost messages in flight', ja: 'クラッシュで配送中のメッセージが失われた' },
    'ParticipantStopped',
    event => event.lostInFlight > 0,
  ),
  whenever(
    { en: 'the server started again', ja: 'サーバーが再び起動した' },
    'ParticipantStarted',
    event => event.node === 'server' && event.incarnation > 1,
  ),
]
