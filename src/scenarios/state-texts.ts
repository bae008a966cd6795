import { hostOfPath } from '../trace/actor-path.ts'
import type { Bilingual } from '../trace/bilingual.ts'
import { countText, type StateData, sameText } from './card.ts'

const phases: { readonly [phase: string]: Bilingual } = {
  Start: { en: 'waits for the members', ja: 'メンバーを待機中' },
  AcquiringLease: { en: 'waits for its lease', ja: 'リース待ち' },
  Younger: { en: 'on stand-by', ja: '待機中' },
  BecomingOldest: { en: 'waits to take over', ja: '引き継ぎ待ち' },
  Oldest: { en: 'runs the singleton', ja: 'シングルトンを実行中' },
  WasOldest: { en: 'handing over', ja: '引き渡し中' },
  HandingOver: { en: 'handing over', ja: '引き渡し中' },
  TakeOver: { en: 'taking over', ja: '引き継ぎ中' },
  Stopping: { en: 'stopping', ja: '停止中' },
  End: { en: 'finished', ja: '終了' },
}

/** The state of a singleton manager. */
export function managerText({ phase }: StateData): Bilingual {
  const name = typeof phase === 'string' ? phase : 'Start'
  return phases[name] ?? sameText(name)
}

/** The state of a singleton proxy. */
export function proxyText({ singleton, buffered }: StateData): Bilingual {
  if (typeof singleton !== 'string') {
    const count = Number(buffered ?? 0)
    return count === 0
      ? { en: 'no singleton found', ja: 'シングルトン未発見' }
      : { en: `${count} buffered`, ja: `${count}件をバッファー中` }
  }
  const host = hostOfPath(singleton)
  return host === null ? { en: '→ this node', ja: '→ このノード' } : { en: `→ ${host}`, ja: `→ ${host}` }
}

/** The state of a cluster client. */
export function clusterClientText({ receptionist, buffered }: StateData): Bilingual {
  if (typeof receptionist === 'string') {
    const host = hostOfPath(receptionist) ?? ''
    return { en: `connected to ${host}`, ja: `${host} に接続中` }
  }
  const count = Number(buffered ?? 0)
  return count === 0
    ? { en: 'looks for a node', ja: '接続先を探しています' }
    : { en: `looks for a node · ${count} buffered`, ja: `接続先を探しています · ${count}件をバッファー中` }
}

const askings: { readonly [asking: string]: Bilingual } = {
  again: { en: ' · asks again', ja: ' · 再送あり' },
  'again-with-keys': { en: ' · asks again with keys', ja: ' · キー付きで再送' },
}
const noText = sameText('')

/** The state of an actor that sends a person's requests, from `inspectedExchanges`. */
export function exchangesText({ asked, tally, asking }: StateData): Bilingual {
  const answered = Object.entries(tally ?? {})
    .filter(([type]) => type !== 'NoAnswer')
    .reduce((sum, [, count]) => sum + Number(count), 0)
  const sent = countText(Number(asked ?? 0), 'request', 'requests', '要求')
  const again = (typeof asking === 'string' ? askings[asking] : undefined) ?? noText
  return {
    en: `${sent.en} · ${answered} answered${again.en}`,
    ja: `${sent.ja} · 応答${answered}件${again.ja}`,
  }
}
