import { useMemo } from 'react'
import { useLocale } from 'use-intl'
import { describeAction } from '../../narration/index.ts'
import type { Chapter } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useLamps } from '../lamps/lamps.ts'
import { useRun } from '../store/run-store.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { momentsOfRun, useEditing } from './chapters.ts'
import { momentOf, suggestedChapters } from './moments.ts'

/** The chapters of the shown run, computed again when one can have been added. */
export function useChapters() {
  const session = useRun(({ session }) => session)
  // The log grows in place, so the throttled clock tells when to look again.
  useRun(({ throttledClock }) => throttledClock.now)
  const changes = useEditing(({ changes }) => changes)
  const decisions = useLamps(({ lamps }) => lamps)
  const acts = session?.log.view.actions.length ?? 0
  const hosts = session?.log.view.singletons.map(({ participant }) => participant).join(' ') ?? ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log grows in place; these say when moments were added
  const moments = useMemo(
    () => (session === null ? [] : momentsOfRun(session)),
    [session, acts, hosts, decisions],
  )
  const own = session?.chapters ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: the session keeps its chapters in place
  const chapters = useMemo(() => own ?? suggestedChapters(moments), [own, moments, changes])
  return { moments, chapters, own: own !== null }
}

/** Returns the function that names a chapter: as a person did, or by its moment. */
export function useChapterNames(
  moments: ReturnType<typeof useChapters>['moments'],
): (chapter: Chapter) => string {
  const t = useDeferredTexts('film')
  const locale = useLocale()
  const time = useTimeFormat(1)
  const names = useNames()
  const lamps = useLamps(({ lamps }) => lamps)
  return chapter => {
    if (chapter.name !== null) return chapter.name
    const moment = momentOf(moments, chapter)
    switch (moment?.type) {
      case undefined:
        return t('at', { time: time(chapter.at) })
      case 'start':
        return t('start')
      case 'act':
        return describeAction(moment.action, names(useRun.getState().log.view))[locale]
      case 'singleton':
        return t('singleton', { node: moment.node })
      case 'lamp':
        return t('lamp', { lamp: lamps.find(({ id }) => id === moment.lamp)?.title[locale] ?? moment.lamp })
    }
  }
}
