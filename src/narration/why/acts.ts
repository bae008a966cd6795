import type { Action } from '../../trace/action.ts'
import type { Bilingual } from '../bilingual.ts'
import { describeAction } from '../describe-action.ts'
import { type Names, nameOfActor } from '../wording.ts'

/** An action as the beginning of a chain of causes: `You killed node-2.` */
export function actWords(action: Action, names: Names): Bilingual {
  switch (action.type) {
    case 'Kill':
      if (action.reason !== undefined) {
        const { en, ja } = describeAction(action, names)
        return { en: `${en}; its worker was ended.`, ja: `${ja}。そのワーカーは終了させられた。` }
      }
      return {
        en: `You killed ${action.participant}.`,
        ja: `あなたが ${action.participant} を強制終了した。`,
      }
    case 'Start':
      return { en: `You started ${action.participant}.`, ja: `あなたが ${action.participant} を起動した。` }
    case 'Leave':
      return {
        en: `You asked ${action.node} to leave.`,
        ja: `あなたが ${action.node} をクラスターから離脱させた。`,
      }
    case 'PrepareForShutdown':
      return {
        en: `You asked ${action.node} to prepare the shutdown of the whole cluster.`,
        ja: `あなたが ${action.node} にクラスター全体の停止を準備させた。`,
      }
    case 'Down':
      return { en: `You marked ${action.node} as Down.`, ja: `あなたが ${action.node} を Down にした。` }
    case 'Tell': {
      const to = nameOfActor(names, action.actor, action.participant)
      const { type } = action.message
      return { en: `You sent ${type} to ${to}.`, ja: `あなたが ${to} に ${type} を送った。` }
    }
    case 'Freeze':
      return {
        en: `You froze ${action.participant}.`,
        ja: `あなたが ${action.participant} を凍結した。`,
      }
    case 'PowerFailure':
      return {
        en: 'The power failed: you reloaded the page, or cut the power yourself.',
        ja: '停電した(ページを再読み込みしたか、停電させた)。',
      }
    default: {
      const { en, ja } = describeAction(action, names)
      return { en: `You did this: ${en}.`, ja: `あなたの操作: ${ja}。` }
    }
  }
}
