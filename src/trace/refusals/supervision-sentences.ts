import type { Bilingual } from '../bilingual.ts'

/** Sentences about invalid supervision. `subject` is the path of the part, or the label of its field. */
export const supervisionSentences = {
  'not-error-class': {
    en: '{subject} must be the name of a class, such as IOException or Error.',
    ja: '{subject}は[IOException]や[Error]のようなクラスの名前でなければなりません。',
  },
  'too-many-rules': {
    en: '{subject} may have at most {most} entries. Remove some.',
    ja: '{subject}は{most}個までです。減らしてください。',
  },
  'same-error-class': {
    en: '{subject} repeats the class of rule {first}. Keep one rule for each class.',
    ja: '{subject}は規則{first}と同じです。クラスごとに1つだけ残してください。',
  },
  'not-duration-within': {
    en: '{subject} must be from {least} to {most}, in whole milliseconds.',
    ja: '{subject}は{least}から{most}までで、ミリ秒の整数でなければなりません。',
  },
  'window-without-restarts': {
    en: '{subject} has no effect without a limit of restarts. Give maxRestarts too, or leave it out.',
    ja: '{subject}は再起動の上限がなければ効果がありません。[maxRestarts]も指定するか、削除してください。',
  },
  'restarts-without-window': {
    en: '{subject} needs a window in which the restarts are counted. Give withinMs too.',
    ja: '{subject}には再起動を数える期間が必要です。[withinMs]も指定してください。',
  },
  'below-shortest-backoff': {
    en: '{subject} must be at least as long as the shortest backoff, {shortest}.',
    ja: '{subject}は最短のバックオフ({shortest})以上でなければなりません。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
