import type { Bilingual } from '../trace/bilingual.ts'
import type { PathText } from '../trace/identifiers.ts'

const titles: readonly (readonly [RegExp, (name: string) => Bilingual])[] = [
  [/^\/system\/cluster$/, () => ({ en: 'Cluster', ja: 'クラスター' })],
  [/^\/system\/cluster\/core$/, () => ({ en: 'Cluster core', ja: 'クラスターコア' })],
  [/^\/system\/cluster\/core\/daemon$/, () => ({ en: 'Cluster daemon', ja: 'クラスターデーモン' })],
  [/\/daemon\/downingProvider$/, () => ({ en: 'Downing provider', ja: 'ダウニングプロバイダー' })],
  [
    /\/daemon\/firstSeedNodeProcess-\d+$/,
    () => ({ en: 'First seed node process', ja: '最初のシードノードの処理' }),
  ],
  [/\/daemon\/joinSeedNodeProcess-\d+$/, () => ({ en: 'Join process', ja: '参加の処理' })],
  [/\/daemon\/heartbeatSender$/, () => ({ en: 'Heartbeat sender', ja: 'ハートビートの送信役' })],
  [
    /^\/system\/cluster\/core\/publisher$/,
    () => ({ en: 'Cluster event publisher', ja: 'クラスターイベントの配信役' }),
  ],
  [
    /^\/system\/cluster\/heartbeatReceiver$/,
    () => ({ en: 'Heartbeat receiver', ja: 'ハートビートの受信役' }),
  ],
  [/^\/system\/coordinatedShutdown$/, () => ({ en: 'Coordinated shutdown', ja: '協調シャットダウン' })],
  [
    /^\/system\/clusterReceptionist$/,
    () => ({ en: 'Receptionist of services', ja: 'サービスのレセプショニスト' }),
  ],
  [
    /^\/system\/cluster\/core\/daemon\/downingProvider\/lease$/,
    () => ({ en: 'Lease of the split brain resolver', ja: 'スプリットブレイン解決のリース' }),
  ],
  [/^\/system\/lease-\d+$/, () => ({ en: 'Lease of the singleton', ja: 'シングルトンのリース' })],
  [/^\/system\/lease$/, () => ({ en: 'Leases', ja: 'リース' })],
  [/^\/system\/distributedPubSubMediator$/, () => ({ en: 'Pub-sub mediator', ja: 'Pub/Subメディエーター' })],
  [
    /^\/system\/distributedPubSubMediator\/([^/]+)$/,
    topic => ({ en: `Topic ${topic}`, ja: `トピック ${topic}` }),
  ],
  [/^\/system\/journal$/, () => ({ en: 'Journal', ja: 'ジャーナル' })],
  [
    /^\/system\/receptionist$/,
    () => ({ en: 'Client receptionist', ja: 'クラスタークライアントのレセプショニスト' }),
  ],
  [/^\/system\/receptionist\/[^/]+$/, () => ({ en: 'Response tunnel', ja: '応答トンネル' })],
  [/^\/deadLetters$/, () => ({ en: 'Dead letters', ja: 'デッドレター' })],
]

/**
 * The title of an actor below `/system`, and of the dead letters, by its path without address and uid.
 * @returns Undefined for the actors of the user and for unknown ones, whose path is their name.
 */
export function systemActorTitle(path: PathText): Bilingual | undefined {
  if (path.startsWith('/user/')) return undefined
  for (const [pattern, titleOf] of titles) {
    const [found, name = ''] = pattern.exec(path) ?? []
    if (found !== undefined) return titleOf(name)
  }
  return undefined
}
