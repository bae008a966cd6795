import type { DatabaseAction } from '../trace/action.ts'
import type { DatabaseFault } from '../trace/database-fault.ts'
import type { Bilingual } from './bilingual.ts'
import type { Describe } from './describe-actor-event.ts'
import { listEn, listJa, pluralEn } from './wording.ts'

/** A fault of the database as what is wrong with it now: `its disk is full`. */
export const describeDatabaseFault = (fault: DatabaseFault): Bilingual => {
  switch (fault.type) {
    case 'slow': {
      const { minMs, maxMs } = fault.latency
      return {
        en: `it needs ${minMs} to ${maxMs} ms for a request`,
        ja: `要求ごとに ${minMs}〜${maxMs} ms かかる`,
      }
    }
    case 'fail-writes':
      return {
        en: `its next ${fault.times === 1 ? 'write fails' : `${fault.times} ${pluralEn(fault.times, 'write')} fail`}`,
        ja: `次の書き込み${fault.times}回が失敗する`,
      }
    case 'reject-write':
      return { en: 'it rejects the next event', ja: '次のイベントを拒否する' }
    case 'full':
      return { en: 'its disk is full', ja: 'ディスクに空きがない' }
    case 'crash-before-commit':
      return { en: 'it crashes before the next commit', ja: '次のコミットの直前に落ちる' }
    case 'crash-after-commit':
      return {
        en: 'it crashes after the next commit, before it answers',
        ja: '次のコミットの直後、応答する前に落ちる',
      }
    case 'corrupt-record': {
      const { persistenceId, sequenceNr } = fault
      return {
        en: `event ${sequenceNr} of ${persistenceId} is corrupt`,
        ja: `${persistenceId} のイベント ${sequenceNr} が壊れている`,
      }
    }
  }
}

const ends: { readonly [T in DatabaseFault['type']]: Bilingual } = {
  slow: { en: 'give it its usual speed', ja: '速度を元に戻す' },
  'fail-writes': { en: 'let its writes succeed', ja: '書き込みを成功させる' },
  'reject-write': { en: 'let it accept events', ja: 'イベントを受け付けさせる' },
  full: { en: 'free its disk', ja: 'ディスクに空きを作る' },
  'crash-before-commit': { en: 'take back the crash', ja: 'クラッシュを取り消す' },
  'crash-after-commit': { en: 'take back the crash', ja: 'クラッシュを取り消す' },
  'corrupt-record': { en: 'repair its records', ja: '壊れたレコードを直す' },
}

/** An action on the database in one line. */
export const describeDatabaseAction = (action: DatabaseAction): Bilingual => {
  const { participant } = action
  if (action.type === 'BreakDatabase') {
    const { en, ja } = describeDatabaseFault(action.fault)
    return { en: `Break ${participant}: ${en}`, ja: `${participant} の障害: ${ja}` }
  }
  const { en, ja } =
    action.fault === undefined
      ? { en: 'end all its faults', ja: 'すべての障害を終わらせる' }
      : ends[action.fault]
  return { en: `Repair ${participant}: ${en}`, ja: `${participant} を修復: ${ja}` }
}

export const describeDatabaseEvent: { readonly DatabaseFaultsChanged: Describe<'DatabaseFaultsChanged'> } = {
  DatabaseFaultsChanged: ({ node, faults }) => {
    const all = faults.map(describeDatabaseFault)
    return all.length === 0
      ? { en: `${node} has no fault any more`, ja: `${node} の障害はすべて終わった` }
      : {
          en: `${node} has a fault: ${listEn(all.map(({ en }) => en))}`,
          ja: `${node} の障害: ${listJa(all.map(({ ja }) => ja))}`,
        }
  },
}
