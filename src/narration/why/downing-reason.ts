import type { BeliefView, ClusterView } from '../../trace/cluster-view.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'
import { isFullMember, oldestOf } from '../../trace/views-agree.ts'
import type { Bilingual } from '../bilingual.ts'
import { describeEvent } from '../describe-event.ts'
import { type Names, pluralEn } from '../wording.ts'
import { type RunSettings, settingAt } from './rules.ts'

type DowningDecided = Extract<TraceEvent, { readonly type: 'DowningDecided' }>

/** The members that a strategy counted, as its node saw them. */
interface Counted {
  readonly here: number
  readonly there: number
  readonly all: number
  /** `4 members`, with their role where only those count. */
  readonly ofAll: Bilingual
  readonly oldest: { readonly name: string; readonly isHere: boolean } | null
}

/**
 * The numbers that led to a decision of the split brain resolver, as a clause; null where no number did. `view` is the
 * cluster just before the decision.
 */
export function downingReason(
  event: DowningDecided,
  view: ClusterView,
  settings: RunSettings,
): Bilingual | null {
  if (event.rule === 'down-all-when-unstable') return null
  if (event.decision === 'DownIndirectlyConnected') {
    return {
      en: 'because some members are unreachable for one member and reachable for another',
      ja: 'あるメンバーからは届かず、別のメンバーからは届くメンバーがいるため',
    }
  }
  if (event.decision === 'DownSelfQuarantinedByRemote') {
    return {
      en: 'because a member that has already removed it answered its message with a notice of its quarantine',
      ja: 'このノードをすでに取り除いたメンバーが、メッセージへの応答として隔離を知らせてきたため',
    }
  }
  const counted = countMembers(event, view, settings)
  if (event.lease !== undefined) return leaseReason(event.decision, event.lease, counted)
  if (counted.all === 0) return null
  switch (event.strategy) {
    case 'keep-majority':
      return majorityReason(event.decision, counted)
    case 'static-quorum':
      return quorumReason(event.decision, counted, Number(settingAt(settings, 'cluster.downing.quorumSize')))
    case 'keep-oldest':
      return oldestReason(event.decision, counted)
    case 'down-all':
      return {
        en: `because it does not reach ${counted.there} of ${counted.ofAll.en} and the strategy keeps no side`,
        ja: `${counted.ofAll.ja}のうち${counted.there}台に届かず、この戦略はどちらの側も残さないため`,
      }
    default:
      return null
  }
}

function countMembers({ node }: DowningDecided, view: ClusterView, settings: RunSettings): Counted {
  const found = settingAt(settings, 'cluster.downing.role')
  const role = typeof found === 'string' && found !== '' ? found : null
  const counts = ({ status, roles }: BeliefView) =>
    isFullMember(status) && (role === null || roles.includes(role))
  const members = Object.values(view.participants[node]?.beliefs ?? {}).filter(counts)
  const here = members.filter(({ reachable }) => reachable).length
  const all = members.length
  const noun = pluralEn(all, 'member')
  const oldest = oldestOf(view, role, node)
  return {
    here,
    there: all - here,
    all,
    ofAll:
      role === null
        ? { en: `${all} ${noun}`, ja: `全${all}メンバー` }
        : { en: `${all} ${noun} with the role “${role}”`, ja: `ロール「${role}」の全${all}メンバー` },
    oldest:
      oldest === null
        ? null
        : {
            name: oldest.id,
            isHere: members.some(({ address, reachable }) => address === oldest.address && reachable),
          },
  }
}

function majorityReason(decision: string, counted: Counted): Bilingual {
  const { here, there, ofAll } = counted
  if (decision === 'DownAll') {
    return {
      en: `because it reaches ${here} of ${ofAll.en}, which is no majority once members join or leave on the other side`,
      ja: `${ofAll.ja}のうち${here}台に届くが、相手側の参加や離脱によっては多数派でなくなるため`,
    }
  }
  const keepsOwn = decision === 'DownUnreachable'
  if (here === there) {
    return {
      en: `because each side has ${here} of ${ofAll.en}, and ${keepsOwn ? 'its own' : 'the other'} has the lowest address`,
      ja: `どちらの側も${ofAll.ja}のうち${here}台を持ち、最小のアドレスは${keepsOwn ? '自分の' : '相手の'}側にあるため`,
    }
  }
  return {
    en: `because it reaches ${keepsOwn ? '' : 'only '}${here} of ${ofAll.en}`,
    ja: `${ofAll.ja}のうち${here}台に${keepsOwn ? '届く' : 'しか届かない'}ため`,
  }
}

function quorumReason(decision: string, counted: Counted, quorum: number): Bilingual {
  const { here, ofAll } = counted
  if (decision === 'DownAll') {
    return {
      en: `because ${ofAll.en} are more than the ${2 * quorum - 1} that a quorum of ${quorum} allows`,
      ja: `${ofAll.ja}は、クォーラム${quorum}で許される${2 * quorum - 1}を超えるため`,
    }
  }
  const reaches = decision === 'DownUnreachable'
  return {
    en: `because it reaches ${reaches ? '' : 'only '}${here} of ${ofAll.en} and the quorum is ${quorum}`,
    ja: `クォーラムは${quorum}で、${ofAll.ja}のうち${here}台に${reaches ? '届く' : 'しか届かない'}ため`,
  }
}

function oldestReason(decision: string, counted: Counted): Bilingual | null {
  const { here, there, ofAll, oldest } = counted
  if (oldest === null) return null
  const { name, isHere } = oldest
  const [withOldest, without] = isHere ? [here, there] : [there, here]
  if (decision === 'DownAll') {
    return {
      en: `because members that join or leave may change which side keeps the oldest member, ${name}`,
      ja: `参加や離脱によって、最古のメンバー ${name} のいる側が残るとは限らないため`,
    }
  }
  if ((decision === 'DownUnreachable') !== isHere) {
    return {
      en: `because the oldest member, ${name}, is alone against ${without} other ${pluralEn(without, 'member')}`,
      ja: `最古のメンバー ${name} が1台だけで、相手が${without}台のため`,
    }
  }
  return {
    en: `because the oldest member, ${name}, is on ${isHere ? 'its own' : 'the other'} side, with ${withOldest} of ${ofAll.en}`,
    ja: `最古のメンバー ${name} が${isHere ? '自分の' : '相手の'}側(${ofAll.ja}のうち${withOldest}台)にいるため`,
  }
}

/** A downing decision with the numbers that led to it, as a sentence. `view` is the cluster just before it. */
export function decisionText(
  event: DowningDecided,
  view: ClusterView,
  names: Names,
  settings: RunSettings,
): Bilingual {
  const text = describeEvent(event, names)
  const reason = downingReason(event, view, settings)
  return reason === null ? text : { en: `${text.en}, ${reason.en}`, ja: `${text.ja}(${reason.ja})` }
}

/** The owner of the lease decides; the counts say which side usually asks first. */
function leaseReason(
  decision: string,
  { name, owner }: NonNullable<DowningDecided['lease']>,
  { here, ofAll }: Counted,
): Bilingual {
  const reach = { en: `it reaches ${here} of ${ofAll.en}`, ja: `${ofAll.ja}のうち${here}台に届く` }
  if (decision.startsWith('AcquireLease')) {
    return {
      en: `because it holds the lease ${name}; ${reach.en}`,
      ja: `リース ${name} を持つため。${reach.ja}`,
    }
  }
  if (owner === null) {
    return {
      en: `because it got no answer about the lease ${name} in time; ${reach.en}`,
      ja: `リース ${name} について時間内に応答がなかったため。${reach.ja}`,
    }
  }
  const [host] = owner.split(':')
  return {
    en: `because ${host} holds the lease ${name}; ${reach.en}`,
    ja: `${host} がリース ${name} を持つため。${reach.ja}`,
  }
}
