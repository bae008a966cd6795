import type { Plain } from '../../trace/index.ts'
import { settingsIn } from '../branches/setting-paths.ts'
import { subscribeProjection, useRun } from '../store/run-store.ts'
import type { DetectorSettings } from './detector.ts'
import { Detectors } from './detectors.ts'

const prefix = 'cluster.failureDetector.'

/** The settings of the run's failure detector; null for a scenario without a cluster. */
export function detectorSettingsOf(settings: Plain): DetectorSettings | null {
  const found = settingsIn(settings).filter(({ path }) => path.startsWith(prefix))
  if (found.length === 0) return null
  return Object.fromEntries(found.map(({ path, value }) => [path.slice(prefix.length), value])) as never
}

let shown: { readonly log: object; readonly detectors: Detectors | null } | null = null
let end: (() => void) | null = null

/** The same without starting to follow; null before somebody does. */
export const followedDetectors = (): Detectors | null =>
  shown?.log === useRun.getState().log ? shown.detectors : null

/** The detectors of the shown run at the cursor; null without a cluster. They follow the cursor from the first call on. */
export function shownDetectors(): Detectors | null {
  const { log, session } = useRun.getState()
  if (session === null) return null
  if (shown?.log === log) return shown.detectors
  end?.()
  const settings = detectorSettingsOf(session.settings)
  const detectors = settings === null ? null : new Detectors(settings)
  shown = { log, detectors }
  end = detectors === null ? null : subscribeProjection('detectors', detectors)
  return detectors
}
