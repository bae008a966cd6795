import type { TraceEventBody, TraceEventOf } from '../trace/trace-event.ts'
import type { Participants } from '../trace/views-agree.ts'
import type { Bilingual } from './bilingual.ts'
import { describeDecision, describeExhausted, describeRules } from './describe-supervision.ts'
import { nameOfPath, pluralEn, seconds } from './wording.ts'

export type Describe<T extends TraceEventBody['type']> = (
  event: TraceEventOf<T>,
  view: Participants,
) => Bilingual

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

/** Who it is, seen from nowhere: with the participant it lives on. */
const who = (event: { readonly node: string; readonly actor: string }, view: Participants): string =>
  `${event.node}${nameOfPath(view, event.actor, event.node)}`

const errorText = ({ name, message }: { readonly name: string; readonly message?: string }): string =>
  message === undefined ? name : `${name}: ${message}`

/** When no rule decided. */
const undecided = {
  stop: { en: 'nobody catches it, so it stops', ja: '誰も捕捉しないので停止する' },
  resume: { en: 'it goes on', ja: 'そのまま続行する' },
  restart: { en: 'it is restarted', ja: '再起動する' },
  backoff: { en: 'it is restarted after a while', ja: '時間をおいて再起動する' },
  escalate: { en: 'its parent fails with it', ja: '親も同じ理由で失敗する' },
} as const

const describeFailed: Describe<'ActorFailed'> = (event, view) => {
  const { error, label, decision, decidedBy, count, exhausted = [] } = event
  // A rule that gave up has no strategy left to tell.
  const decided = decidedBy === undefined ? undecided[decision] : describeDecision(decidedBy, count)
  const used = exhausted.map(describeExhausted)
  // Within a sentence: it goes on.
  const why = error.message === undefined ? '' : `: ${error.message.replace(/\.$/, '')}`
  return {
    en: [
      `${who(event, view)} fails with ${error.name}${label === undefined ? '' : ` while handling ${label}`}${why}`,
      ...used.map(one => one.en),
      decision === 'stop' && decidedBy !== undefined && decidedBy.strategy.type !== 'stop'
        ? 'so it stops'
        : decided.en,
    ].join('; '),
    ja: [
      `${who(event, view)} が${label === undefined ? '' : ` ${label} の処理中に`} ${error.name} で失敗${why}`,
      ...used.map(one => one.ja),
      decision === 'stop' && decidedBy !== undefined && decidedBy.strategy.type !== 'stop'
        ? '停止する'
        : decided.ja,
    ].join('。'),
  }
}

export const describeActorEvent: { readonly [T in ActorEventType]: Describe<T> } = {
  MessageSent: (event, view) => {
    const from = event.from === null ? event.node : `${event.node}${nameOfPath(view, event.from, event.node)}`
    const to = nameOfPath(view, event.to, event.toNode === undefined ? event.node : null)
    return { en: `${from} sends ${event.label} to ${to}`, ja: `${from} が ${to} に ${event.label} を送信` }
  },
  MessageDelivered: (event, view) => {
    const to = `${event.node}${nameOfPath(view, event.to, event.node)}`
    const waiting = event.waiting
    return {
      en: `${to} handles ${event.label}${waiting === 0 ? '' : `; ${waiting} more ${pluralEn(waiting, 'waits', 'wait')}`}`,
      ja: `${to} が ${event.label} を処理${waiting === 0 ? '' : `(あと${waiting}件待ち)`}`,
    }
  },
  MessageDropped: (event, view) => ({
    en: `${event.label} to ${nameOfPath(view, event.to, null)} is dropped: ${event.why}`,
    ja: `${nameOfPath(view, event.to, null)} 宛ての ${event.label} が破棄された: ${event.why}`,
  }),
  DeadLetter: (event, view) => ({
    en: `Dead letter on ${event.node}: ${event.label} to ${nameOfPath(view, event.to, event.node)} (${event.why})`,
    ja: `${event.node} でデッドレター: ${nameOfPath(view, event.to, event.node)} 宛ての ${event.label}(${event.why})`,
  }),
  MessageUnhandled: (event, view) => ({
    en: `${who(event, view)} does not handle ${event.label}`,
    ja: `${who(event, view)} は ${event.label} を処理しない`,
  }),
  MessagesCounted: (event, view) => ({
    en: `${event.count} more messages of ${who(event, view)} in one second, not told one by one`,
    ja: `${who(event, view)} のメッセージがさらに${event.count}件(1秒間、個別の記録は省略)`,
  }),
  ActorStarted: (event, view) => ({ en: `${who(event, view)} starts`, ja: `${who(event, view)} が開始` }),
  ActorStopped: (event, view) => ({ en: `${who(event, view)} stops`, ja: `${who(event, view)} が停止` }),
  ActorFailed: describeFailed,
  SupervisionSet: (event, view) => {
    const { en, ja } = describeRules(event.rules)
    const byHand = event.by === 'person'
    return {
      en: `${who(event, view)} is supervised${byHand ? ' by choice' : ''}: ${en}`,
      ja: `${who(event, view)} の監視${byHand ? '(選択による)' : ''}: ${ja}`,
    }
  },
  ActorResumed: (event, view) => ({ en: `${who(event, view)} goes on`, ja: `${who(event, view)} が続行` }),
  ActorRestarted: (event, view) => ({
    en: `${who(event, view)} starts afresh (restart ${event.restarts})`,
    ja: `${who(event, view)} が再起動(${event.restarts}回目)`,
  }),
  ActorBackingOff: (event, view) => ({
    en: `${who(event, view)} waits until ${seconds(event.until)} s before it starts again`,
    ja: `${who(event, view)} は ${seconds(event.until)} 秒まで待って再び開始`,
  }),
  SignalDelivered: (event, view) => {
    const of = event.of === undefined ? '' : nameOfPath(view, event.of, event.node)
    return {
      en: `${who(event, view)} gets the signal ${event.signal}${of && ` of ${of}`}`,
      ja: `${who(event, view)} がシグナル ${event.signal}${of && `(${of})`}を受信`,
    }
  },
  MessageStashed: (event, view) => ({
    en: `${who(event, view)} puts ${event.label} aside (${event.size} stashed)`,
    ja: `${who(event, view)} が ${event.label} を stash(計${event.size}件)`,
  }),
  MessagesUnstashed: (event, view) => ({
    en: `${who(event, view)} takes up ${event.count} stashed ${pluralEn(event.count, 'message')}`,
    ja: `${who(event, view)} が stash していた${event.count}件を再開`,
  }),
  StateChanged: (event, view) => ({
    en: `${who(event, view)} is now ${event.state}${event.cut ? '…' : ''}`,
    ja: `${who(event, view)} の状態: ${event.state}${event.cut ? '…' : ''}`,
  }),
  Logged: (event, view) => {
    const line = `[${event.level.toUpperCase()}] [${who(event, view)}] ${event.text}`
    return { en: line, ja: line }
  },
  RecoveryStarted: (event, view) => ({
    en: `${who(event, view)} recovers from the journal (${event.persistenceId})`,
    ja: `${who(event, view)} がジャーナル(${event.persistenceId})からリカバリーを開始`,
  }),
  RecoveryCompleted: (event, view) => {
    const snapshot = event.snapshotNr > 0
    return {
      en: `${who(event, view)} has recovered: ${snapshot ? `snapshot ${event.snapshotNr} and ` : ''}${event.replayed} ${pluralEn(event.replayed, 'event')}, now at ${event.sequenceNr}`,
      ja: `${who(event, view)} のリカバリー完了: ${snapshot ? `スナップショット ${event.snapshotNr} と` : ''}イベント${event.replayed}件を再生、現在 ${event.sequenceNr}`,
    }
  },
  RecoveryFailed: (event, view) => ({
    en: `${who(event, view)} cannot recover: ${errorText(event.error)}`,
    ja: `${who(event, view)} のリカバリー失敗: ${errorText(event.error)}`,
  }),
  EventPersisted: (event, view) => ({
    en: `${who(event, view)} has stored event ${event.sequenceNr}: ${event.label}`,
    ja: `${who(event, view)} がイベント ${event.sequenceNr}(${event.label})を永続化`,
  }),
  PersistFailed: (event, view) => ({
    en: `${who(event, view)} could not store an event: ${event.rejected ? 'rejected, ' : ''}${errorText(event.error)}`,
    ja: `${who(event, view)} がイベントを永続化できなかった: ${event.rejected ? '拒否、' : ''}${errorText(event.error)}`,
  }),
  SnapshotSaved: (event, view) => ({
    en: `${who(event, view)} has saved a snapshot at event ${event.sequenceNr}`,
    ja: `${who(event, view)} がイベント ${event.sequenceNr} までのスナップショットを保存`,
  }),
  SnapshotFailed: (event, view) => ({
    en: `${who(event, view)} could not save a snapshot: ${errorText(event.error)}`,
    ja: `${who(event, view)} がスナップショットを保存できなかった: ${errorText(event.error)}`,
  }),
  EventsDeleted: (event, view) => ({
    en: `${who(event, view)} has deleted its events up to ${event.toSequenceNr}`,
    ja: `${who(event, view)} が ${event.toSequenceNr} までのイベントを削除`,
  }),
  JournalChanged: event => ({
    en: `The journal of ${event.persistenceId} holds ${event.events} ${pluralEn(event.events, 'event')}, the last is ${event.highestSequenceNr}`,
    ja: `${event.persistenceId} のジャーナル: イベント${event.events}件、最新は ${event.highestSequenceNr}`,
  }),
}
