import type { Action } from '../trace/action.ts'
import type { Bilingual } from './bilingual.ts'
import { describeDatabaseAction } from './describe-database-fault.ts'
import { describeNetworkAction } from './describe-network-action.ts'
import { describeRules } from './describe-supervision.ts'
import { type Names, nameOfActor, noNames, pluralEn } from './wording.ts'

const textOfMessage = (message: { readonly type: string; readonly [key: string]: unknown }): string => {
  const values = Object.entries(message)
    .filter(([key, value]) => key !== 'type' && value !== undefined)
    .map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)))
  return values.length === 0 ? message.type : `${message.type}(${values.join(', ')})`
}

const timesEn = (times = 1): string => (times === 1 ? '' : `, ${times} times at once`)
const timesJa = (times = 1): string => (times === 1 ? '' : `(一度に${times}件)`)

const places = {
  setup: { en: '; a restart begins with its setup', ja: '。再起動は setup から' },
  handler: {
    en: '; a restart begins with the behavior that its setup returned',
    ja: '。再起動は setup が返した振る舞いから',
  },
} as const

/** Text of a fault between `Make … ` and ` at its next message`. */
const faults = {
  error: { en: 'fail with', ja: '失敗させる' },
  'non-error': { en: 'throw a string in place of an error', ja: 'エラーの代わりに文字列をスローさせる' },
  'native-error': { en: 'read a field of undefined', ja: 'undefined のフィールドを読ませる' },
  'returns-nothing': {
    en: 'return undefined in place of a behavior',
    ja: '振る舞いの代わりに undefined を返させる',
  },
  'duplicate-name': {
    en: 'spawn a child under a name that is taken',
    ja: '使用中の名前で子アクターを生成させる',
  },
  'illegal-name': { en: 'spawn a child under an illegal name', ja: '不正な名前で子アクターを生成させる' },
  'endless-loop': { en: 'loop for ever', ja: '無限ループに入らせる' },
  'stack-overflow': { en: 'exhaust the call stack', ja: 'スタックオーバーフローを起こさせる' },
} as const

const describeFault = (action: Extract<Action, { type: 'FailNext' }>, names: Names): Bilingual => {
  const { participant, actor, fault = 'error', error = 'Boom', times = 1, during = 'message' } = action
  const name = nameOfActor(names, actor, participant)
  const en = fault === 'error' ? `${faults.error.en} ${error}` : faults[fault].en
  const ja = fault === 'error' ? `${error} で${faults.error.ja}` : faults[fault].ja
  const count = times === 1 ? '' : `${times} `
  const next = `at its next ${count}${pluralEn(times, 'message')}`
  const starts = `at its next message, and at its next ${count}${pluralEn(times, 'start')}`
  const nextJa = times === 1 ? '次のメッセージで' : `次の${times}件のメッセージで`
  const startsJa = `次のメッセージと、その後の起動${times}回で`
  return {
    en: `Make ${name} ${en} ${during === 'start' ? starts : next}`,
    ja: `${name} を${during === 'start' ? startsJa : nextJa}${ja}`,
  }
}

/** An action in one line. `names` gives the names of actors; default: their paths. */
export const describeAction = (action: Action, names: Names = noNames): Bilingual => {
  switch (action.type) {
    case 'Start': {
      const { participant, roles } = action
      return roles === undefined
        ? { en: `Start ${participant}`, ja: `${participant} を起動` }
        : {
            en: `Start a new node ${participant} with role ${roles.join(', ') || 'none'}`,
            ja: `新しいノード ${participant} を起動(ロール: ${roles.join('、') || 'なし'})`,
          }
    }
    case 'Kill':
      if (action.reason !== undefined) {
        const { participant, during } = action
        const actor = during === undefined ? '' : nameOfActor(names, during.actor, null)
        return during === undefined
          ? { en: `${participant} has failed`, ja: `${participant} が失敗して停止` }
          : {
              en: `${participant} has failed while ${actor} handled ${during.label}`,
              ja: `${actor} が ${during.label} を処理中に ${participant} が失敗して停止`,
            }
      }
      return { en: `Kill ${action.participant}`, ja: `${action.participant} を強制終了` }
    case 'Leave':
      return { en: `Ask ${action.node} to leave`, ja: `${action.node} をクラスターから離脱させる` }
    case 'PrepareForShutdown':
      return {
        en: `Prepare the full shutdown on ${action.node}`,
        ja: `${action.node} でクラスター全体の停止を準備`,
      }
    case 'Down':
      return {
        en: `Mark ${action.node} as Down${action.by === undefined ? '' : ` on ${action.by}`}`,
        ja: `${action.by === undefined ? '' : `${action.by} で `}${action.node} を Down にする`,
      }
    case 'Tell': {
      const message = textOfMessage(action.message)
      const to = nameOfActor(names, action.actor, action.participant)
      return {
        en: `Send ${message} to ${to}${timesEn(action.times)}`,
        ja: `${to} に ${message} を送る${timesJa(action.times)}`,
      }
    }
    case 'FailNext':
      return describeFault(action, names)
    case 'Supervise': {
      const { en, ja } = describeRules(action.supervision?.rules ?? null)
      const around = action.supervision?.around
      const name = nameOfActor(names, action.actor, action.participant)
      return {
        en: `Supervise ${name}: ${en}${around === undefined ? '' : places[around].en}`,
        ja: `${name} のスーパービジョン: ${ja}${around === undefined ? '' : places[around].ja}`,
      }
    }
    case 'Reseed':
      return {
        en: `Change the seed of all random choices to ${action.seed}`,
        ja: `以後の乱数のシードを ${action.seed} に変える`,
      }
    case 'PowerFailure':
      return { en: 'Power failure: everything crashes and restarts', ja: '停電: すべてが落ち、再起動する' }
    case 'LoadJournal': {
      const { events, snapshots } = action.journal
      const { participant } = action
      return {
        en: `Load a journal of ${events.length} ${pluralEn(events.length, 'event')} and ${snapshots.length} ${pluralEn(snapshots.length, 'snapshot')} into ${participant}`,
        ja: `${participant} にジャーナルを読み込む(イベント${events.length}件、スナップショット${snapshots.length}件)`,
      }
    }
    case 'BreakDatabase':
    case 'RepairDatabase':
      return describeDatabaseAction(action)
    default:
      return describeNetworkAction(action, names)
  }
}
