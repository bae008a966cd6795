import { Pointer, Send, X } from 'lucide-react'
import { useCallback } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { namesIn, summaryOf } from '../../narration/index.ts'
import type { ClusterView } from '../../trace/index.ts'
import { AuthoringPlace } from '../authoring/authoring-place.tsx'
import { toggleBottomTab } from '../controls/use-keys.ts'
import { ExercisePlace } from '../exercises/exercise-place.tsx'
import {
  bottomTabs,
  initialBelowShare,
  initialSideWidth,
  prefer,
  usePreferences,
} from '../store/preferences.ts'
import { useScenario } from '../store/scenario.ts'
import { useThrottledView } from '../store/use-throttled-view.ts'
import { TimeArea } from '../timeline/time-area.tsx'
import { Separator } from '../ui/separator.tsx'
import { TabList, TabPanel } from '../ui/tabs.tsx'
import { CanvasArea } from './canvas-area.tsx'
import { Lanes, PanelOf, TopBand } from './panels.tsx'
import { closeBottom } from './places.ts'
import './wide-layout.css'

/** The canvas, with the panels for acting at its right and the panels for reading below it. */
export default function WideLayout() {
  const t = useTranslations('page')
  const tabs = useTranslations('tabs')
  const { sideTab, bottomTab, bottomOpen, sideWidth, belowShare } = usePreferences()
  return (
    <main className="wide-layout">
      <div className="columns">
        <div className="main-column">
          <section className="main-area" aria-label={t('canvas')}>
            <TopBand />
            <div className="canvas-row">
              <ExercisePlace />
              <AuthoringPlace />
              <CanvasArea />
            </div>
            <TimeArea />
            <Lanes />
          </section>
          {bottomOpen && (
            <>
              <Separator
                label={t('resizeBelow')}
                moves="down"
                size={belowShare}
                unit="%"
                bounds={belowBounds}
                onSize={share => prefer({ belowShare: share })}
                onReset={() => prefer({ belowShare: initialBelowShare })}
              />
              <section
                className="below"
                aria-label={t('below')}
                style={{ height: `clamp(140px, ${belowShare}%, 70%)` }}
              >
                <TabPanel name="bottom" tab={bottomTab}>
                  <PanelOf tab={bottomTab} />
                </TabPanel>
              </section>
            </>
          )}
        </div>
        <Separator
          label={t('resizeSide')}
          moves="across"
          size={sideWidth}
          unit="px"
          bounds={sideBounds}
          onSize={width => prefer({ sideWidth: width })}
          onReset={() => prefer({ sideWidth: initialSideWidth })}
        />
        <section
          className="side"
          aria-label={t('side')}
          style={{ width: `clamp(280px, ${sideWidth}px, 46%)` }}
        >
          <TabList
            name="side"
            label={t('side')}
            tabs={[
              { id: 'send', label: tabs('send'), icon: <Send size={15} aria-hidden="true" /> },
              { id: 'inspect', label: tabs('inspect'), icon: <Pointer size={15} aria-hidden="true" /> },
            ]}
            active={sideTab}
            onSelect={tab => prefer({ sideTab: tab })}
          />
          <TabPanel name="side" tab={sideTab}>
            <PanelOf tab={sideTab} />
          </TabPanel>
        </section>
      </div>
      <footer className="strip">
        <TabList
          name="bottom"
          label={t('below')}
          tabs={bottomTabs.map(id => ({ id, label: tabs(id) }))}
          active={bottomOpen ? bottomTab : null}
          onSelect={toggleBottomTab}
        />
        <Caption />
        {bottomOpen && (
          <button type="button" className="icon-button" aria-label={tabs('close')} onClick={closeBottom}>
            <X size={16} aria-hidden="true" />
          </button>
        )}
      </footer>
    </main>
  )
}

// The bounds that the styles of the panels have, too.
const sideBounds = (room: number) => ({ min: 280, max: 0.46 * room })
const belowBounds = (room: number) => ({ min: 140, max: 0.7 * room })

/** The cluster in one sentence. Without messages in flight, which would make the text flicker. */
function Caption() {
  const t = useTranslations('page')
  const locale = useLocale()
  const { actors } = useScenario()
  const summary = useThrottledView(
    useCallback(
      (view: ClusterView) => summaryOf({ ...view, flights: [] }, namesIn(locale, view, actors))[locale],
      [locale, actors],
    ),
  )
  return (
    <p className="caption" title={summary}>
      <span className="visually-hidden">{t('caption')}: </span>
      {summary}
    </p>
  )
}
