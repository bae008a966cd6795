import { useLocale, useTranslations } from 'use-intl'
import { describeEvent } from '../../narration/index.ts'
import { localPath, type TraceEvent, type WatchDecision } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { useActorTitle, useNames } from '../ui/use-names.ts'

/** Returns the function that says which event turned a lamp red, and when. */
export function useRedSentence(): (decision: WatchDecision) => string {
  const t = useTranslations('lamps')
  const locale = useLocale()
  const time = useTimeFormat()
  const names = useNames()
  const titleOf = useActorTitle()
  const wordsOf = (event: TraceEvent): string =>
    describeEvent(event, names(useRun.getState().throttled))[locale].replace(/[.。]$/, '')
  return ({ at, event, since, behind }) => {
    if (behind !== undefined && since !== null) {
      const { node, actor, sequenceNr } = behind
      const copy = titleOf(actor) ?? localPath(actor)
      return t('behind', { time: time(at), copy, node, number: sequenceNr, since: time(since.at) })
    }
    if (event !== null) return t('redBy', { time: time(at), event: wordsOf(event) })
    return since === null
      ? t('redAt', { time: time(at) })
      : t('overdue', { time: time(at), event: wordsOf(since), since: time(since.at) })
  }
}
