import { useLocale, useTranslations } from 'use-intl'
import { nameOfActor } from '../../narration/index.ts'
import type { ClusterView } from '../../trace/index.ts'
import { useActorSummary } from '../canvas/actor-summary.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import { rulesInWords } from '../canvas/tree/actor-words.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useScenario } from '../store/scenario.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import type { Thing } from './outline.ts'

/** A thing in words: its name, and its state in a sentence without the name. */
export interface ThingWords {
  readonly name: string
  readonly state: string
}

/** Returns the function that says a thing of the outline in the page's language. */
export function useOutlineWords(): (view: ClusterView, thing: Thing) => ThingWords {
  const t = useTranslations('outline')
  const messages = useTranslations('messages')
  const statuses = useTranslations('status')
  const tree = useTranslations('tree')
  const locale = useLocale()
  const time = useTimeFormat(1)
  const text = useText()
  const names = useNames()
  const summary = useActorSummary()
  const { actors } = useScenario()
  const together = (parts: readonly string[]) => parts.filter(Boolean).join(locale === 'ja' ? '、' : ', ')
  return (view, thing) => {
    const named = names(view)
    switch (thing.type) {
      case 'participant': {
        const { participant } = thing
        const member = pictureOf(view).members[participant.id] ?? null
        if (member === null || !member.clustered) {
          return { name: participant.id, state: t(participant.running ? 'running' : 'stopped') }
        }
        return {
          name: participant.id,
          state: together([
            statuses(member.status ?? 'Starting'),
            member.running ? '' : t('stopped'),
            participant.roles.length === 0 ? '' : t('roles', { roles: participant.roles.join(', ') }),
            member.leaderBy > 0 ? t('leader') : '',
            member.hostsSingleton ? t('singleton') : '',
            member.unreachableBy === 0 ? '' : t('unreachableFrom', { count: member.unreachableBy }),
          ]),
        }
      }
      case 'actor': {
        const { actor } = thing
        const card = actors.find(({ path }) => path === actor.path)
        const rules = actor.supervision?.rules ?? []
        return {
          name: card === undefined ? actor.name : text(card.title),
          state: actor.stoppedByFailure
            ? t('failed', { error: actor.lastFailure?.name ?? '' })
            : together([
                summary(actor),
                actor.waiting === 0 ? '' : t('waiting', { count: actor.waiting }),
                actor.restarts === 0 ? '' : t('restarts', { count: actor.restarts }),
                rules.length === 0 ? '' : t('strategy', { rules: rulesInWords(rules, tree) }),
              ]),
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
