import type { Check, Condition, EventPattern, Fact } from '../trace/check.ts'
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
      return eventuallyOf(check.what, check.times ?? 1)
    case 'never': {
      const condition = conditionOf(check.what)
      return isFact(check.what)
        ? { en: `it never happens that ${condition.en}`, ja: `「${condition.ja}」という状態に決してならない` }
        : { en: `${condition.en} never happens`, ja: `${condition.ja} が一度も起きない` }
    }
    case 'always': {
      const fact = factOf(check.what)
      return { en: `once true, it stays true that ${fact.en}`, ja: `一度そうなったら常に、${fact.ja}` }
    }
    case 'leadsTo': {
      const [when, then] = [patternOf(check.when), patternOf(check.then)]
      const within = check.withinMs
      return {
        en: `every ${when.en} is followed by ${then.en}${within === undefined ? '' : ` within ${seconds(within)} s`}`,
        ja: `${when.ja} の後には必ず${within === undefined ? '' : `${seconds(within)}秒以内に`}${then.ja} が続く`,
      }
    }
    case 'atMostOne': {
      const [begin, end] = [patternOf(check.begin), patternOf(check.end)]
      const by = check.by
      return {
        en: `there is never a second ${begin.en} before ${end.en}${by === undefined ? '' : `, for each ${by}`}`,
        ja: `${by === undefined ? '' : `${by} ごとに、`}${end.ja} の前に二つ目の ${begin.ja} が起きない`,
      }
    }
    case 'all':
      return joined(check.checks, 'and', 'かつ')
    case 'any':
      return joined(check.checks, 'or', 'または')
  }
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

const patternOf = ({ event, node, where }: EventPattern): Bilingual => {
  const fields = Object.entries(where ?? {}).map(
    ([name, value]) => `${name} ${value === null ? 'null' : `“${value}”`}`,
  )
  const fieldsJa = Object.entries(where ?? {}).map(([name, value]) => `${name}=${value}`)
  return {
    en: `${event}${node === undefined ? '' : ` on ${node}`}${fields.length === 0 ? '' : ` with ${listEn(fields)}`}`,
    ja: `${node === undefined ? '' : `${node} で `}${event}${fieldsJa.length === 0 ? '' : `(${listJa(fieldsJa)})`}`,
  }
}

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
    case 'agreed':
      return {
        en: 'all running nodes agree on the members',
        ja: '動いている全ノードのメンバーの見方が一致している',
      }
    case 'singleton-on':
      return { en: `the singleton runs on ${fact.node}`, ja: `シングルトンが ${fact.node} で動いている` }
    case 'singletons':
      return {
        en: `at most ${countEn(fact.atMost)} ${pluralEn(fact.atMost, 'singleton runs', 'singletons run')} at once`,
        ja: `同時に動くシングルトンは${fact.atMost}つまで`,
      }
    case 'running':
      return fact.running
        ? { en: `${fact.participant} is running`, ja: `${fact.participant} が動いている` }
        : { en: `${fact.participant} is not running`, ja: `${fact.participant} が止まっている` }
    case 'state':
      return {
        en: `the state of ${fact.node}${fact.actor} contains ${fact.contains}`,
        ja: `${fact.node}${fact.actor} の状態に ${fact.contains} が含まれる`,
      }
    case 'client-connected':
      return {
        en: `${fact.client} is connected to the cluster`,
        ja: `${fact.client} がクラスターに接続している`,
      }
  }
}
