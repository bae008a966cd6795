import type { Check, ClusterRule, Condition, EventPattern, Fact, FieldValues } from '../trace/check.ts'
import type { Bilingual } from './bilingual.ts'
import { countEn, listEn, listJa, pluralEn, seconds, sentence } from './wording.ts'

/** A check in one sentence. */
export const describeCheck = (check: Check): Bilingual => {
  const { en, ja } = clauseOf(check)
  return { en: `${sentence(en)}.`, ja: `${ja}。` }
}

const clauseOf = (check: Check): Bilingual => {
  switch (check.type) {
    case 'eventually':
      return within(afterThat(eventuallyOf(check.what, check.times ?? 1), check.after), check.withinMs)
    case 'never': {
      const condition = conditionOf(check.what)
      return isFact(check.what)
        ? { en: `it never happens that ${condition.en}`, ja: `「${condition.ja}」という状態に決してならない` }
        : { en: `${condition.en} never happens`, ja: `${condition.ja} が一度も起きない` }
    }
    case 'always':
      return guarded(
        unlessAny(alwaysOf(factOf(check.what), check.recoversWithinMs), check.unless),
        check.while,
      )
    case 'leadsTo':
      return guarded(leadsToOf(check), check.while)
    case 'atMostOne': {
      const [begin, end] = [patternOf(check.begin), patternOf(check.end)]
      const each = forEach(check.by)
      return {
        en: `there is never a second ${begin.en} before ${end.en}${each.en}`,
        ja: `${each.ja}${end.ja} の前に二つ目の ${begin.ja} が起きない`,
      }
    }
    case 'atMost':
    case 'exactly': {
      const what = patternOf(check.what)
      const times = countEn(check.times)
      const each = check.type === 'atMost' ? forEach(check.by) : forEach(undefined)
      return check.type === 'atMost'
        ? {
            en: `${what.en} happens at most ${times} ${pluralEn(check.times, 'time', 'times')}${each.en}`,
            ja: `${each.ja}${what.ja} が起きるのは${check.times}回まで`,
          }
        : {
            en: `${what.en} happens exactly ${times} ${pluralEn(check.times, 'time', 'times')}`,
            ja: `${what.ja} がちょうど${check.times}回起きる`,
          }
    }
    case 'rises': {
      const what = patternOf(check.what)
      const each = forEach(check.by)
      return {
        en: `the field ${check.field} ${check.strictly ? 'rises' : 'never falls'} from one ${what.en} to the next${each.en}`,
        ja: `${each.ja}${what.ja} のたびに ${check.field} が${check.strictly ? '増える' : '減らない'}`,
      }
    }
    case 'clusterRule':
      return clusterRuleClauses[check.rule]
    case 'agreesWithJournal':
      return agreementOf(check)
    case 'all':
      return joined(check.checks, 'and', 'かつ')
    case 'any':
      return joined(check.checks, 'or', 'または')
  }
}

const agreementOf = (check: Extract<Check, { readonly type: 'agreesWithJournal' }>): Bilingual => {
  const { actor, version, data, reply, persistenceId, withinMs } = check
  const misses: Bilingual = {
    en: `no ${actor} misses an event of the journal for ${seconds(withinMs)} s`,
    ja: `どの ${actor} も、ジャーナルのイベントに${seconds(withinMs)}秒以上遅れない`,
  }
  const late = guarded(misses, check.while)
  const replies = reply === undefined ? { en: '', ja: '' } : { en: ` and every ${reply}`, ja: `と ${reply}` }
  return {
    en: `${data} of every ${actor}${replies.en} ${replies.en === '' ? 'is' : 'are'} what the events of ${persistenceId} up to its own ${version} say, and ${late.en}`,
    ja: `すべての ${actor} の ${data}${replies.ja}は、その ${version} までの ${persistenceId} のイベントのとおりであり、${late.ja}`,
  }
}

const clusterRuleClauses: { readonly [R in ClusterRule]: Bilingual } = {
  'one-leader': {
    en: 'no two leaders contradict each other on the same version of the gossip',
    ja: '同じ版のゴシップで、2つのリーダーが食い違う変更をすることはない',
  },
  'versions-rise': { en: 'the version of no gossip falls', ja: 'ゴシップの版は決して戻らない' },
  'removed-silent': {
    en: 'no node handles a message that a downed and removed member sends',
    ja: 'Down にされて取り除かれたメンバーのメッセージは、どのノードも処理しない',
  },
  'messages-in-order': {
    en: 'every actor handles the messages of a node in the order in which they were sent',
    ja: 'どのアクターも、同じノードからのメッセージを送信順に処理する',
  },
}

const forEach = (field: string | undefined): Bilingual =>
  field === undefined ? { en: '', ja: '' } : { en: `, for each ${field}`, ja: `${field} ごとに、` }

const afterThat = (clause: Bilingual, after: Condition | undefined): Bilingual => {
  if (after === undefined) return clause
  const first = conditionOf(after)
  return { en: `after ${first.en}, ${clause.en}`, ja: `${first.ja} の後で、${clause.ja}` }
}

const within = (clause: Bilingual, ms: number | undefined): Bilingual =>
  ms === undefined
    ? clause
    : { en: `within ${seconds(ms)} s ${clause.en}`, ja: `${seconds(ms)}秒以内に、${clause.ja}` }

const guarded = (clause: Bilingual, guard: Fact | undefined): Bilingual => {
  if (guard === undefined) return clause
  const fact = factOf(guard)
  return { en: `while ${fact.en}, ${clause.en}`, ja: `「${fact.ja}」の間は、${clause.ja}` }
}

const alwaysOf = (fact: Bilingual, recoversWithinMs: number | undefined): Bilingual =>
  recoversWithinMs === undefined
    ? { en: `once true, it stays true that ${fact.en}`, ja: `一度そうなったら常に、${fact.ja}` }
    : {
        en: `once true, it is true again within ${seconds(recoversWithinMs)} s that ${fact.en}`,
        ja: `一度そうなったら、崩れても${seconds(recoversWithinMs)}秒以内に再び、${fact.ja}`,
      }

const leadsToOf = (check: Extract<Check, { readonly type: 'leadsTo' }>): Bilingual => {
  const { withinMs, by } = check
  const [when, then] = [eachOf(check.when), conditionOf(check.then)]
  const inTime = withinMs === undefined ? null : seconds(withinMs)
  const each = forEach(by?.when)
  const clause: Bilingual = {
    en: [
      `${when.en} is followed by ${isFact(check.then) ? 'the state that ' : ''}${then.en}`,
      inTime === null ? '' : ` within ${inTime} s`,
      each.en,
    ].join(''),
    ja: [
      each.ja,
      `${when.ja} の後には必ず`,
      inTime === null ? '' : `${inTime}秒以内に`,
      isFact(check.then) ? `「${then.ja}」という状態になる` : `${then.ja} が続く`,
    ].join(''),
  }
  return unlessAny(clause, check.unless)
}

const unlessAny = (clause: Bilingual, unless: readonly EventPattern[] = []): Bilingual => {
  if (unless.length === 0) return clause
  const exceptions = unless.map(patternOf)
  return {
    en: `${clause.en}, unless ${exceptions.map(({ en }) => en).join(' or ')} happens`,
    ja: `${exceptions.map(({ ja }) => ja).join('か ')} が起きない限り、${clause.ja}`,
  }
}

/** A condition that is counted each time it is met. */
const eachOf = (condition: Condition): Bilingual => {
  const { en, ja } = conditionOf(condition)
  return isFact(condition)
    ? { en: `the state that ${en}`, ja: `「${ja}」という状態` }
    : { en: `every ${en}`, ja }
}

const joined = (checks: readonly Check[], and: string, ja: string): Bilingual => {
  const clauses = checks.map(clauseOf)
  return {
    en: clauses.map(clause => clause.en).join(`, ${and} `),
    ja: clauses.map(clause => clause.ja).join(`、${ja}`),
  }
}

const isFact = (condition: Condition): condition is Fact => 'fact' in condition

const eventuallyOf = (condition: Condition, times: number): Bilingual => {
  if (isFact(condition)) return factOf(condition)
  const pattern = patternOf(condition)
  return times === 1
    ? { en: `${pattern.en} happens`, ja: `${pattern.ja} が起きる` }
    : { en: `${pattern.en} happens ${countEn(times)} times`, ja: `${pattern.ja} が${times}回起きる` }
}

const conditionOf = (condition: Condition): Bilingual =>
  isFact(condition) ? factOf(condition) : patternOf(condition)

const fieldsOf = (values: FieldValues | undefined, relation: string): string[] =>
  Object.entries(values ?? {}).map(
    ([name, value]) => `${name} ${relation}${value === null ? 'null' : `“${value}”`}`,
  )

const fieldsJaOf = (values: FieldValues | undefined, relation: string): string[] =>
  Object.entries(values ?? {}).map(([name, value]) => `${name}${relation}${value}`)

const patternOf = ({ event, node, where, not }: EventPattern): Bilingual => {
  const fields = [...fieldsOf(where, ''), ...fieldsOf(not, 'other than ')]
  const fieldsJa = [...fieldsJaOf(where, '='), ...fieldsJaOf(not, '≠')]
  return {
    en: `${event}${node === undefined ? '' : ` on ${node}`}${fields.length === 0 ? '' : ` with ${listEn(fields)}`}`,
    ja: `${node === undefined ? '' : `${node} で `}${event}${fieldsJa.length === 0 ? '' : `(${listJa(fieldsJa)})`}`,
  }
}

/** A fact as a clause. */
export const describeFact = (fact: Fact): Bilingual => factOf(fact)

const factOf = (fact: Fact): Bilingual => {
  switch (fact.fact) {
    case 'members': {
      const nodes = fact.nodes
      return nodes === undefined
        ? {
            en: `every running node is ${fact.status} in the view of all running nodes`,
            ja: `動いている全ノードが、全員から見て ${fact.status}`,
          }
        : {
            en: `${listEn(nodes)} ${pluralEn(nodes.length, 'is', 'are')} ${fact.status} in the view of every running node`,
            ja: `${listJa(nodes)} が、動いている全ノードから見て ${fact.status}`,
          }
    }
    case 'sees': {
      const { node, member, status, reachable } = fact
      const [en, ja] =
        reachable === undefined
          ? ['', '']
          : reachable
            ? [' and reachable', 'で到達可能']
            : [' and unreachable', 'で到達不能']
      return {
        en: `${node} believes that ${member} is ${status}${en}`,
        ja: `${node} から見て ${member} が ${status}${ja}`,
      }
    }
    case 'healthy':
      return {
        en: 'everything runs and all nodes agree',
        ja: 'すべてが動き、全ノードの見方が一致している',
      }
    case 'agreed':
      return {
        en: 'all running nodes agree on the members',
        ja: '動いている全ノードのメンバーの見方が一致している',
      }
    case 'singleton-on':
      return { en: `the singleton runs on ${fact.node}`, ja: `シングルトンが ${fact.node} で動いている` }
    case 'singletons':
      return singletonsOf(fact)
    case 'running': {
      const { participant, running } = fact
      const [en, ja] = participant === undefined ? ['a node', 'どれかのノード'] : [participant, participant]
      if (running) return { en: `${en} is running`, ja: `${ja} が動いている` }
      return participant === undefined
        ? { en: 'no node is running', ja: '動いているノードがない' }
        : { en: `${en} is not running`, ja: `${ja} が止まっている` }
    }
    case 'state':
      return {
        en: `the state of ${fact.node}${fact.actor} contains ${fact.contains}`,
        ja: `${fact.node}${fact.actor} の状態に ${fact.contains} が含まれる`,
      }
    case 'follows-journal': {
      const { actor, persistenceId, behind = 0 } = fact
      return {
        en: `every ${actor} is ${behind === 0 ? 'as new as' : `at most ${countEn(behind)} behind`} the journal of ${persistenceId}`,
        ja: `すべての ${actor} が ${persistenceId} のジャーナル${behind === 0 ? 'に追いついている' : `から${behind}件より遅れていない`}`,
      }
    }
    case 'same-copies': {
      const actors = fact.copies.map(({ actor }) => actor)
      return {
        en: `copies of the same version in ${listEn(actors)} are the same`,
        ja: `${listJa(actors)} の同じ版のコピーが同じ内容である`,
      }
    }
    case 'journal-complete':
      return {
        en: 'a snapshot covers the deleted events of every journal',
        ja: 'どのジャーナルでも、削除されたイベントがスナップショットに含まれている',
      }
    case 'client-connected':
      return {
        en: `${fact.client} is connected to the cluster`,
        ja: `${fact.client} がクラスターに接続している`,
      }
  }
}

const singletonsOf = ({ atMost, atLeast }: Extract<Fact, { readonly fact: 'singletons' }>): Bilingual => {
  if (atMost === atLeast && atMost !== undefined)
    return {
      en: `exactly ${countEn(atMost)} ${pluralEn(atMost, 'singleton runs', 'singletons run')}`,
      ja: `動いているシングルトンがちょうど${atMost}つ`,
    }
  const least = atLeast === undefined ? null : countEn(atLeast)
  const most = atMost === undefined ? null : countEn(atMost)
  const limits = [
    ...(least === null ? [] : [`at least ${least}`]),
    ...(most === null ? [] : [`at most ${most}`]),
  ]
  const limitsJa = [
    ...(atLeast === undefined ? [] : [`${atLeast}つ以上`]),
    ...(atMost === undefined ? [] : [`${atMost}つまで`]),
  ]
  return {
    en: `${limits.join(' and ')} ${pluralEn(atMost ?? atLeast ?? 0, 'singleton runs', 'singletons run')} at once`,
    ja: `同時に動くシングルトンは${limitsJa.join('、')}`,
  }
}
