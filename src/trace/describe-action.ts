import type { Action } from './action.ts'
import type { Bilingual } from './bilingual.ts'

const fieldsOf = (message: { readonly type: string; readonly [key: string]: unknown }): string => {
  const values = Object.entries(message)
    .filter(([key, value]) => key !== 'type' && value !== undefined)
    .map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)))
  return values.length === 0 ? message.type : `${message.type}(${values.join(', ')})`
}

/** An action in one line, as somebody did it. */
export const describeAction = (action: Action): Bilingual => {
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
        return { en: `${action.participant} has failed`, ja: `${action.participant} が障害で停止` }
      }
      return { en: `Kill ${action.participant}`, ja: `${action.participant} を強制終了` }
    case 'Leave':
      return { en: `Ask ${action.node} to leave`, ja: `${action.node} をクラスターから離脱させる` }
    case 'Down':
      return {
        en: `Mark ${action.node} as Down${action.by === undefined ? '' : ` on ${action.by}`}`,
        ja: `${action.by === undefined ? '' : `${action.by} で `}${action.node} を Down にする`,
      }
    case 'Tell': {
      const what = fieldsOf(action.message)
      return {
        en: `Send ${what} to ${action.participant}${action.actor}`,
        ja: `${action.participant}${action.actor} に ${what} を送る`,
      }
    }
    case 'FailNext':
      return {
        en: `Make ${action.participant}${action.actor} fail at its next message`,
        ja: `${action.participant}${action.actor} を次のメッセージで失敗させる`,
      }
    case 'Supervise': {
      const rules = action.supervision?.rules.map(rule => `${rule.error} → ${rule.strategy.type}`).join(', ')
      return {
        en: `Supervise ${action.participant}${action.actor}: ${rules === undefined ? 'as its code says' : rules || 'not at all'}`,
        ja: `${action.participant}${action.actor} の監視: ${rules === undefined ? 'コードの通り' : rules || 'なし'}`,
      }
    }
    case 'PowerFailure':
      return { en: 'Power failure: everything dies and starts again', ja: '停電: すべてが落ち、起動し直す' }
  }
}
