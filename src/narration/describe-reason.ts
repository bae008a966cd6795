import type { Bilingual } from './bilingual.ts'
import { type Names, nameOfPath } from './wording.ts'

/** Japanese for the runtime's reasons why a message does not reach its actor or a connection ends. */
const inJapanese: ReadonlyMap<string, string> = new Map([
  ['the actor has stopped', 'アクターは停止している'],
  ['the actor behind the adapter has stopped', 'アダプターの先のアクターは停止している'],
  ['the actor that began this has stopped', '処理を始めたアクターは停止している'],
  ['the actor stopped before it came to this', 'このメッセージの前にアクターが停止した'],
  ['the actor stopped with the message in its stash', 'スタッシュに残したままアクターが停止した'],
  ['the ask has already ended', '問い合わせはすでに終わっている'],
  ['no actor has this path', 'このパスのアクターはない'],
  ['no actor has this path, so none can fail', 'このパスのアクターはないので、失敗させられない'],
  [
    'no actor has this path, so none can be supervised',
    'このパスのアクターはないので、スーパービジョンを変えられない',
  ],
  ['no member has this name', 'この名前のメンバーはいない'],
  ['no participant has this address', 'このアドレスの参加者はない'],
  ['the link is cut', 'リンクが切れている'],
  ['lost on the link', 'リンク上で失われた'],
  ['dropped by a person', '操作で捨てられた'],
  [
    'the message was handled, held or released in the meantime',
    'メッセージはその間に処理されたか、止められたか、放された',
  ],
  ['the links are as the action wants them', 'リンクはすでにその状態になっている'],
  ['the database has no such fault', 'データベースにその障害はない'],
  ['No topic subscribers known', 'トピックの購読者がいない'],
  ['sent to dead letters', 'デッドレターに送られた'],
])

/** Japanese for reasons with a variable part, which replaces `$1`. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/^the mailbox is full at (\[\d+\]) messages$/, 'メールボックスは$1件で満杯'],
  [/^the stash is full at (\[\d+\])$/, 'スタッシュは$1件で満杯'],
  [/^the buffer is full at (\[\d+\])$/, 'バッファーは$1件で満杯'],
  [/^the stash of a restart is full at (\[\d+\])$/, '再起動中のスタッシュは$1件で満杯'],
  [
    /^The database accepts only lease requests at (.+)\.$/,
    'データベースが受け付けるのは[$1]へのリースの要求だけ',
  ],
  [
    /^The database accepts only journal requests at (.+)\.$/,
    'データベースが受け付けるのは[$1]へのジャーナルの要求だけ',
  ],
  [/^No routees in group router for (\[.+\])$/, 'グループルーター$1の転送先がいない'],
  [/^Stash is full in group router for (\[.+\])$/, 'グループルーター$1のスタッシュが満杯'],
  [/^Receptionist (.+) is shutting down$/, 'レセプショニスト$1が停止する'],
  [/^Lost contact with (.+)$/, '$1と連絡が取れない'],
]

/**
 * A reason that the runtime recorded in the trace. A reason in the words of a scenario's code is quoted.
 * @param names for the actors whose addresses the reason mentions. Default: the reason keeps their addresses.
 */
export const describeReason = (recorded: string, names?: Names): Bilingual => {
  const reason =
    names === undefined
      ? recorded
      : recorded.replace(/\[([\w-]+:\/\/[^\]]+)\]/g, (_, path: string) => nameOfPath(names, path, null))
  const known = inJapanese.get(reason)
  if (known !== undefined) return { en: reason, ja: known }
  const pattern = patterns.find(([like]) => like.test(reason))
  return { en: reason, ja: pattern === undefined ? `[${reason}]` : reason.replace(pattern[0], pattern[1]) }
}
