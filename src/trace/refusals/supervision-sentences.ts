import type { Bilingual } from '../bilingual.ts'

/** Why a chosen supervision is invalid. */
export const supervisionSentences = {
  'invalid-error-class': {
    en: '[{error}] is not a valid name of an error class. Write a name such as [IOException], or [Error] for all classes.',
    ja: '[{error}]はエラークラスの名前として使えません。[IOException]のような名前か、すべてのクラスを表す[Error]を書いてください。',
  },
  'invalid-restart-origin': {
    en: 'A restart cannot start from [{origin}]. Choose [setup] or [handler].',
    ja: '[{origin}]からは再起動できません。[setup]か[handler]を選んでください。',
  },
  'too-many-rules': {
    en: 'There are [{count}] rules, but an actor can have at most [{most}]. Remove some.',
    ja: '規則が[{count}]個ありますが、アクターの規則は[{most}]個までです。減らしてください。',
  },
  'invalid-rule': { en: 'Rule [{rule}]: {problem}', ja: '規則[{rule}]:{problem}' },
  'invalid-rule-of-class': {
    en: 'Rule [{rule}], for [{error}]: {problem}',
    ja: '[{error}]の規則[{rule}]:{problem}',
  },
  'same-error-class': {
    en: 'Rules [{first}] and [{second}] are both for [{error}]. Keep one rule for each class.',
    ja: '規則[{first}]と規則[{second}]は、どちらも[{error}]の規則です。クラスごとに1つだけ残してください。',
  },
  'unknown-strategy': {
    en: 'there is no strategy [{strategy}]. Choose stop, resume, restart or backoff.',
    ja: '戦略[{strategy}]はありません。[stop, resume, restart, backoff]から選んでください。',
  },
  'window-without-restarts': {
    en: 'a window of [{ms}] ms has no effect without a number of restarts. Give maxRestarts too, or remove withinMs.',
    ja: '再起動の回数がないので、[{ms}]ミリ秒の期間には効果がありません。[maxRestarts]も指定するか、[withinMs]を削除してください。',
  },
  'restarts-without-window': {
    en: '[{restarts}] restarts need a window in which they are counted. Give withinMs, at least 1.',
    ja: '[{restarts}]回の再起動を数える期間が必要です。[withinMs]に1以上を指定してください。',
  },
  'invalid-window': {
    en: 'a window of [{ms}] ms is invalid. Give whole milliseconds from 1 to {most}.',
    ja: '期間[{ms}]ミリ秒は無効です。1から{most}までの整数でミリ秒を指定してください。',
  },
  'invalid-restart-limit': {
    en: 'a limit of [{restarts}] restarts is invalid. Give a whole number from 0 to {most}.',
    ja: '再起動の上限[{restarts}]回は無効です。0から{most}までの整数を指定してください。',
  },
  'invalid-shortest-backoff': {
    en: 'a shortest backoff of [{ms}] ms is invalid. Give whole milliseconds from 1 to {most}.',
    ja: '最短のバックオフ[{ms}]ミリ秒は無効です。1から{most}までの整数でミリ秒を指定してください。',
  },
  'invalid-longest-backoff': {
    en: 'the longest backoff, [{longest}] ms, must be at least the shortest, [{shortest}] ms, and at most {most}.',
    ja: '最長のバックオフ[{longest}]ミリ秒は、最短の[{shortest}]ミリ秒以上、{most}ミリ秒以下にしてください。',
  },
  'invalid-random-factor': {
    en: 'a random factor of [{factor}] is invalid. Give a number from 0 to 10.',
    ja: 'ランダム係数[{factor}]は無効です。0から10までの数を指定してください。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
