import { Pointer, Send, X } from 'lucide-react'
import { useCallback } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { useLocale, useTranslations } from 'use-intl'
import { namesIn, summaryOf } from '../../narration/index.ts'
import type { ClusterView } from '../../trace/index.ts'
import { AuthoringPlace } from '../authoring/authoring-place.tsx'
import { toggleBottomTab } from '../controls/use-keys.ts'
import { ExercisePlace } from '../exercises/exercise-place.tsx'
import { panelStorage } from '../store/local-storage.ts'
import { bottomTabs, prefer, usePreferences } from '../store/preferences.ts'
import { useScenario } from '../store/scenario.ts'
import { useThrottledView } from '../store/use-throttled-view.ts'
import { TimeArea } from '../timeline/time-area.tsx'
import { TabList, TabPanel } from '../ui/tabs.tsx'
import { CanvasArea } from './canvas-area.tsx'
import { Lanes, PanelOf, TopBand } from './panels.tsx'
import { closeBottom } from './places.ts'
import './wide-layout.css'

/** The canvas, with the panels for acting at its right and the panels for reading below it. */
export default function WideLayout() {
  const t = useTranslations('page')
  const tabs = useTranslations('tabs')
  const { sideTab, bottomTab, bottomOpen } = usePreferences()
  const across = useDefaultLayout({ id: 'across', storage: panelStorage })
  const down = useDefaultLayout({
    id: 'down',
    panelIds: bottomOpen ? ['canvas', 'below'] : ['canvas'],
    storage: panelStorage,
  })
  return (
    <main className="wide-layout">
      <Group orientation="horizontal" id="across" {...layoutProps(across)}>
        <Panel id="main" minSize="40%">
          <Group orientation="vertical" id="down" {...layoutProps(down)}>
            <Panel id="canvas" minSize="30%">
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
            </Panel>
            {bottomOpen && <Separator className="separator" aria-label={t('resizeBelow')} />}
            {bottomOpen && (
              <Panel id="below" defaultSize="34%" minSize="140px">
                <section className="below" aria-label={t('below')}>
                  <TabPanel name="bottom" tab={bottomTab}>
                    <PanelOf tab={bottomTab} />
                  </TabPanel>
                </section>
              </Panel>
            )}
          </Group>
        </Panel>
        <Separator className="separator" aria-label={t('resizeSide')} />
        <Panel
          id="side"
          defaultSize="350px"
          minSize="280px"
          maxSize="46%"
          groupResizeBehavior="preserve-pixel-size"
        >
          <section className="side" aria-label={t('side')}>
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
        </Panel>
      </Group>
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

type DefaultLayout = ReturnType<typeof useDefaultLayout>

/** Omits a missing layout, because the library does not accept `undefined`. */
const layoutProps = ({ defaultLayout, onLayoutChanged }: DefaultLayout) => ({
  onLayoutChanged,
  ...(defaultLayout === undefined ? {} : { defaultLayout }),
})

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
