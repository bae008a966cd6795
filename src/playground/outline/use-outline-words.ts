import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { nameOfActor } from '../../narration/index.ts'
import { type ClusterView, hostOfPath, type ParticipantView } from '../../trace/index.ts'
import { useActorSummary } from '../canvas/actor-summary.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import { rulesInWords } from '../canvas/tree/actor-words.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useActorTitle, useNames } from '../ui/use-names.ts'
import type { Thing } from './outline.ts'

/** A thing in words: its name, and its state in a sentence without the name. */
export interface ThingWords {
  readonly name: string
  readonly state: string
}

const isBlocked = ({ blockedUntil }: ParticipantView, { at }: ClusterView): boolean =>
  (blockedUntil ?? 0) > at

/** Returns the function that says a thing of the outline in the page's language. */
export function useOutlineWords(): (view: ClusterView, thing: Thing) => ThingWords {
  const t = useDeferredTexts('outline')
  const messages = useDeferredTexts('messages')
  const statuses = useTranslations('status')
  const tree = useTranslations('tree')
  const locale = useLocale()
  const format = useFormatter()
  const time = useTimeFormat(1)
  const names = useNames()
  const summary = useActorSummary()
  const titleOf = useActorTitle()
  const together = (parts: readonly string[]) => parts.filter(Boolean).join(locale === 'ja' ? '、' : ', ')
  return (view, thing) => {
    const named = names(view)
    switch (thing.type) {
      case 'participant': {
        const { participant } = thing
        const member = pictureOf(view).members[participant.id] ?? null
        const paused =
          participant.frozenSince !== null ? t('frozen') : isBlocked(participant, view) ? t('blocked') : ''
        if (member === null || !member.clustered) {
          return {
            name: participant.id,
            state: together([t(participant.running ? 'running' : 'stopped'), paused]),
          }
        }
        return {
          name: participant.id,
          state: together([
            statuses(member.status ?? 'Starting'),
            member.running ? paused : t('stopped'),
            participant.roles.length === 0 ? '' : t('roles', { roles: participant.roles.join(', ') }),
            member.leaderBy > 0 ? t('leader') : '',
            member.hostsSingleton ? t('singleton') : '',
            member.unreachableBy === 0 ? '' : t('unreachableFrom', { count: member.unreachableBy }),
            member.removedBy === 0 ? '' : t('removedBy', { count: member.removedBy }),
          ]),
        }
      }
      case 'actor': {
        const { actor } = thing
        const rules = actor.supervision?.rules ?? []
        const { role } = actor
        return {
          // Managers and proxies are on several nodes, and grouped by what they host.
          name:
            role?.type === 'singleton-manager' || role?.type === 'singleton-proxy'
              ? nameOfActor(named, actor.path, thing.participant.id)
              : (titleOf(actor.path) ?? actor.name),
          state: actor.stoppedByFailure
            ? t('failed', { error: actor.lastFailure?.name ?? '' })
            : together([
                role?.type === 'singleton-proxy' && role.singleton !== null
                  ? t('findsOn', { node: hostOfPath(role.singleton) ?? thing.participant.id })
                  : summary(actor),
                (actor.blockedUntil ?? 0) > view.at ? t('blocked') : '',
                actor.waiting === 0 ? '' : t('waiting', { count: actor.waiting }),
                actor.restarts === 0 ? '' : t('restarts', { count: actor.restarts }),
                rules.length === 0 ? '' : t('strategy', { rules: rulesInWords(rules, tree) }),
              ]),
        }
      }
      case 'singleton': {
        const { path, hosts } = thing
        return {
          name: titleOf(path) ?? path,
          state: t('hostedBy', { hosts: format.list(hosts), count: hosts.length }),
        }
      }
      case 'belief':
        return {
          name: thing.member,
          state: t('seenAs', { observer: thing.observer, opinion: thing.opinion }),
        }
      case 'flight': {
        const { label, to, toPath, sentAt, dueAt, lost, held } = thing.flight
        return {
          name: label,
          state: together([
            t('to', { actor: nameOfActor(named, toPath, to) }),
            held
              ? messages('held')
              : messages('times', { sent: time(sentAt), due: time(dueAt), lost: lost ? 'yes' : 'no' }),
          ]),
        }
      }
      case 'mail': {
        const { label, actor, participant, held } = thing.mail
        return {
          name: label,
          state: together([
            messages('waitsAt', { actor: nameOfActor(named, actor, participant) }),
            held ? messages('held') : '',
          ]),
        }
      }
      case 'dead-letters':
        return { name: t('deadLetters'), state: t('count', { count: thing.count }) }
    }
  }
}
