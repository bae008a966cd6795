import type { supervisionSentences } from '../supervision-sentences.ts'

export const japaneseSupervisionSentences: Readonly<Record<keyof typeof supervisionSentences, string>> = {
  'not-error-class': '{subject}は[IOException]や[Error]のようなクラスの名前でなければなりません。',
  'too-many-rules': '{subject}は{most}個までです。減らしてください。',
  'same-error-class': '{subject}は規則{first}と同じです。クラスごとに1つだけ残してください。',
  'not-duration-within': '{subject}は{least}から{most}までで、ミリ秒の整数でなければなりません。',
  'window-without-restarts':
    '{subject}は再起動の上限がなければ効果がありません。[maxRestarts]も指定するか、削除してください。',
  'restarts-without-window': '{subject}には再起動を数える期間が必要です。[withinMs]も指定してください。',
  'below-shortest-backoff': '{subject}は最短のバックオフ({shortest})以上でなければなりません。',
}
