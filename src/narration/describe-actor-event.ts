import type { TraceEventBody, TraceEventOf } from '../trace/trace-event.ts'
import type { Bilingual } from './bilingual.ts'
import { describeReason } from './describe-reason.ts'
import { describeDecision, describeExhausted, describeRules } from './describe-supervision.ts'
import { type Names, nameOfActor, nameOfPath, pluralEn, seconds } from './wording.ts'

export type Describe<T extends TraceEventBody['type']> = (event: TraceEventOf<T>, view: Names) => Bilingual

type ActorEventType =
  | 'MessageSent'
  | 'MessageDelivered'
  | 'MessageDropped'
  | 'DeadLetter'
  | 'MessageUnhandled'
  | 'MessagesCounted'
  | 'ActorStarted'
  | 'ActorStopped'
  | 'ActorFailed'
  | 'SupervisionSet'
  | 'ActorResumed'
  | 'ActorRestarted'
  | 'ActorBackingOff'
  | 'SignalDelivered'
  | 'MessageStashed'
  | 'MessagesUnstashed'
  | 'StateChanged'
  | 'Logged'
  | 'RecoveryStarted'
  | 'RecoveryCompleted'
  | 'RecoveryFailed'
  | 'EventPersisted'
  | 'PersistFailed'
  | 'SnapshotSaved'
  | 'SnapshotFailed'
  | 'EventsDeleted'
  | 'JournalChanged'

/** `node-1/user/a`: the actor with its participant. */
const actorName = (event: { readonly node: string; readonly actor: string }, view: Names): string =>
  nameOfActor(view, event.actor, event.node)

const errorText = ({ name, message }: { readonly name: string; readonly message?: string }): string =>
  message === undefined ? name : `${name}: ${message}`

/** Decisions without a supervision rule. */
const decisionsWithoutRule = {
  stop: { en: 'no supervisor handles it, so it stops', ja: '処理するスーパーバイザーがないため停止する' },
  resume: { en: 'it resumes', ja: '再開する' },
  restart: { en: 'it restarts', ja: '再起動する' },
  backoff: { en: 'it restarts after a backoff', ja: 'バックオフの後に再起動する' },
  escalate: { en: 'its parent fails with it', ja: '親も同じ理由で失敗する' },
} as const

const describeFailed: Describe<'ActorFailed'> = (event, view) => {
  const { error, label, decision, decidedBy, count, exhausted = [] } = event
  const decided =
    decidedBy === undefined ? decisionsWithoutRule[decision] : describeDecision(decidedBy, count)
  const exhaustedTexts = exhausted.map(describeExhausted)
  // The message continues a sentence, so its own full stop is removed.
  const reason = error.message === undefined ? '' : `: ${error.message.replace(/\.$/, '')}`
  const quoted = error.message === undefined ? '' : ` [${error.message}]`
  return {
    en: [
      `${actorName(event, view)} fails with ${error.name}${label === undefined ? '' : ` while handling ${label}`}${reason}`,
      ...exhaustedTexts.map(text => text.en),
      decision === 'stop' && decidedBy !== undefined && decidedBy.strategy.type !== 'stop'
        ? 'so it stops'
        : decided.en,
    ].join('; '),
    ja: [
      `${actorName(event, view)} が${label === undefined ? '' : ` ${label} の処理中に`} ${error.name}${quoted} で失敗`,
      ...exhaustedTexts.map(text => text.ja),
      decision === 'stop' && decidedBy !== undefined && decidedBy.strategy.type !== 'stop'
        ? '停止する'
        : decided.ja,
    ].join('。'),
  }
}

export const describeActorEvent: { readonly [T in ActorEventType]: Describe<T> } = {
  MessageSent: (event, view) => {
    const from = event.from === null ? event.node : nameOfActor(view, event.from, event.node)
    const to = nameOfPath(view, event.to, event.toNode === undefined ? event.node : null)
    return { en: `${from} sends ${event.label} to ${to}`, ja: `${from} が ${to} に ${event.label} を送信` }
  },
  MessageDelivered: (event, view) => {
    const to = nameOfActor(view, event.to, event.node)
    const waiting = event.waiting
    return {
      en: `${to} handles ${event.label}${waiting === 0 ? '' : `; ${waiting} more ${pluralEn(waiting, 'waits', 'wait')}`}`,
      ja: `${to} が ${event.label} を処理${waiting === 0 ? '' : `(あと${waiting}件待ち)`}`,
    }
  },
  MessageDropped: (event, view) => ({
    en: `${event.label} to ${nameOfPath(view, event.to, null)} is dropped: ${describeReason(event.why, view).en}`,
    ja: `${nameOfPath(view, event.to, null)} 宛ての ${event.label} が破棄された: ${describeReason(event.why, view).ja}`,
  }),
  DeadLetter: (event, view) => ({
    en: `Dead letter on ${event.node}: ${event.label} to ${nameOfPath(view, event.to, event.node)} (${describeReason(event.why, view).en})`,
    ja: `${event.node} でデッドレター: ${nameOfPath(view, event.to, event.node)} 宛ての ${event.label}(${describeReason(event.why, view).ja})`,
  }),
  MessageUnhandled: (event, view) => ({
    en: `${actorName(event, view)} does not handle ${event.label}`,
    ja: `${actorName(event, view)} は ${event.label} を処理しない`,
  }),
  MessagesCounted: (event, view) => ({
    en: `${event.count} more messages of ${actorName(event, view)} in one second, not listed one by one`,
    ja: `${actorName(event, view)} のメッセージがさらに${event.count}件(1秒間、個別の記録は省略)`,
  }),
  ActorStarted: (event, view) => ({
    en: `${actorName(event, view)} starts`,
    ja: `${actorName(event, view)} が起動`,
  }),
  ActorStopped: (event, view) => ({
    en: `${actorName(event, view)} stops`,
    ja: `${actorName(event, view)} が停止`,
  }),
  ActorFailed: describeFailed,
  SupervisionSet: (event, view) => {
    const { en, ja } = describeRules(event.rules)
    const byPerson = event.by === 'person'
    return {
      en: `${actorName(event, view)} is supervised${byPerson ? ' as chosen' : ''}: ${en}`,
      ja: `${actorName(event, view)} のスーパービジョン${byPerson ? '(手動で選択)' : ''}: ${ja}`,
    }
  },
  ActorResumed: (event, view) => ({
    en: `${actorName(event, view)} resumes`,
    ja: `${actorName(event, view)} が再開`,
  }),
  ActorRestarted: (event, view) => ({
    en: `${actorName(event, view)} restarts (restart ${event.restarts})`,
    ja: `${actorName(event, view)} が再起動(${event.restarts}回目)`,
  }),
  ActorBackingOff: (event, view) => ({
    en: `${actorName(event, view)} backs off and restarts at ${seconds(event.until)} s`,
    ja: `${actorName(event, view)} はバックオフ中。${seconds(event.until)} 秒に再起動`,
  }),
  SignalDelivered: (event, view) => {
    const of = event.of === undefined ? '' : nameOfPath(view, event.of, event.node)
    return {
      en: `${actorName(event, view)} gets the signal ${event.signal}${of && ` of ${of}`}`,
      ja: `${actorName(event, view)} がシグナル ${event.signal}${of && `(${of})`}を受信`,
    }
  },
  MessageStashed: (event, view) => ({
    en: `${actorName(event, view)} stashes ${event.label} (${event.size} stashed)`,
    ja: `${actorName(event, view)} が ${event.label} をスタッシュ(計${event.size}件)`,
  }),
  MessagesUnstashed: (event, view) => ({
    en: `${actorName(event, view)} unstashes ${event.count} ${pluralEn(event.count, 'message')}`,
    ja: `${actorName(event, view)} がスタッシュから${event.count}件を取り出す`,
  }),
  // The state itself is data for the event's details.
  StateChanged: (event, view) => {
    const actor = actorName(event, view)
    const words = view.stateWords?.(event.actor, event.state)
    return words === undefined
      ? { en: `${actor} changes its state`, ja: `${actor} の状態が変わった` }
      : { en: `${actor} changes its state: ${words}`, ja: `${actor} の状態: ${words}` }
  },
  Logged: (event, view) => {
    const line = `[${event.level.toUpperCase()}] [${actorName(event, view)}] ${event.text}`
    return { en: line, ja: line }
  },
  RecoveryStarted: (event, view) => ({
    en: `${actorName(event, view)} starts to recover from the journal (${event.persistenceId})`,
    ja: `${actorName(event, view)} がジャーナル(${event.persistenceId})からリカバリーを開始`,
  }),
  RecoveryCompleted: (event, view) => {
    const snapshot = event.snapshotNr > 0
    return {
      en: `${actorName(event, view)} completes its recovery: ${snapshot ? `snapshot ${event.snapshotNr} and ` : ''}${event.replayed} ${pluralEn(event.replayed, 'event')}, now at ${event.sequenceNr}`,
      ja: `${actorName(event, view)} のリカバリー完了: ${snapshot ? `スナップショット ${event.snapshotNr} と` : ''}イベント${event.replayed}件を再生、現在 ${event.sequenceNr}`,
    }
  },
  RecoveryFailed: (event, view) => ({
    en: `${actorName(event, view)} fails to recover: ${errorText(event.error)}`,
    ja: `${actorName(event, view)} のリカバリー失敗: ${errorText(event.error)}`,
  }),
  EventPersisted: (event, view) => ({
    en: `${actorName(event, view)} persists event ${event.sequenceNr}: ${event.label}`,
    ja: `${actorName(event, view)} がイベント ${event.sequenceNr}(${event.label})を永続化`,
  }),
  PersistFailed: (event, view) => ({
    en: `${actorName(event, view)} fails to persist an event: ${event.rejected ? 'rejected, ' : ''}${errorText(event.error)}`,
    ja: `${actorName(event, view)} がイベントの永続化に失敗: ${event.rejected ? '拒否、' : ''}${errorText(event.error)}`,
  }),
  SnapshotSaved: (event, view) => ({
    en: `${actorName(event, view)} saves a snapshot at event ${event.sequenceNr}`,
    ja: `${actorName(event, view)} がイベント ${event.sequenceNr} までのスナップショットを保存`,
  }),
  SnapshotFailed: (event, view) => ({
    en: `${actorName(event, view)} fails to save a snapshot: ${errorText(event.error)}`,
    ja: `${actorName(event, view)} がスナップショットの保存に失敗: ${errorText(event.error)}`,
  }),
  EventsDeleted: (event, view) => ({
    en: `${actorName(event, view)} deletes its events up to ${event.toSequenceNr}`,
    ja: `${actorName(event, view)} が ${event.toSequenceNr} までのイベントを削除`,
  }),
  JournalChanged: event => ({
    en: `The journal of ${event.persistenceId} holds ${event.events} ${pluralEn(event.events, 'event')}; the highest sequence number is ${event.highestSequenceNr}`,
    ja: `${event.persistenceId} のジャーナル: イベント${event.events}件、最大のシーケンス番号は ${event.highestSequenceNr}`,
  }),
}
