import { useTranslations } from 'use-intl'
import { AuthoringPlace } from '../authoring/authoring-place.tsx'
import { TransportBar } from '../controls/transport-bar.tsx'
import { ExercisePlace } from '../exercises/exercise-place.tsx'
import { type BottomTab, bottomTabs, prefer, type SideTab, usePreferences } from '../store/preferences.ts'
import { TimeArea } from '../timeline/time-area.tsx'
import { TabList, TabPanel } from '../ui/tabs.tsx'
import { CanvasArea } from './canvas-area.tsx'
import { Lanes, PanelOf, TopBand } from './panels.tsx'
import './narrow-layout.css'

const side: readonly SideTab[] = ['send', 'inspect']

/** The layout of a phone: the canvas, the controls of time, and one panel with tabs at the bottom edge. */
export default function NarrowLayout() {
  const t = useTranslations('page')
  const tabs = useTranslations('tabs')
  const { sideTab, bottomTab, bottomOpen } = usePreferences()
  const active = bottomOpen ? bottomTab : sideTab
  const onSelect = (tab: SideTab | BottomTab) => {
    const atSide = side.find(id => id === tab)
    if (atSide !== undefined) prefer({ sideTab: atSide, bottomOpen: false, timelineTall: false })
    const atBottom = bottomTabs.find(id => id === tab)
    if (atBottom !== undefined) prefer({ bottomTab: atBottom, bottomOpen: true, timelineTall: false })
  }
  return (
    <div className="narrow-layout">
      <main className="main-area" aria-label={t('canvas')}>
        <TopBand />
        <CanvasArea />
      </main>
      <TransportBar />
      <div className="narrow-time">
        <TimeArea />
        <Lanes />
      </div>
      <section className="narrow-panel" id="panels" aria-label={t('side')}>
        <TabPanel name="panels" tab={active}>
          <PanelOf tab={active} />
        </TabPanel>
      </section>
      <footer className="narrow-tabs">
        <TabList
          name="panels"
          label={t('side')}
          tabs={[...side, ...bottomTabs].map(id => ({ id, label: tabs(id) }))}
          active={active}
          onSelect={onSelect}
        />
      </footer>
      <ExercisePlace />
      <AuthoringPlace />
    </div>
  )
}
