import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { TransportBar } from '../controls/transport-bar.tsx'
import { currentRun, linkToShownInstant, pageAddress } from '../dialogs/run-link.ts'
import { useLesson } from '../lessons/lesson-state.ts'
import { addressOfRun } from '../store/request-in-address.ts'
import { useScenario } from '../store/scenario.ts'
import { TimeArea } from '../timeline/time-area.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { CanvasArea } from './canvas-area.tsx'
import { TopBand } from './panels.tsx'
import './embedded-layout.css'

/** The page inside slides: canvas, time line and the controls of time, with a way to the whole page. */
export default function EmbeddedLayout() {
  const t = useDeferredTexts('embedded')
  const page = useTranslations('page')
  const text = useText()
  const scenario = useScenario()
  const playing = useLesson(({ player }) => player !== null)
  return (
    <main className="embedded-layout">
      <section className="main-area" aria-label={page('canvas')}>
        {playing && <TopBand />}
        <CanvasArea />
        <TimeArea />
      </section>
      <footer className="embedded-bar">
        <span className="embedded-title">{text(scenario.title)}</span>
        <TransportBar />
        <button type="button" className="button" onClick={() => void openWholePage()}>
          <ExternalLink size={15} aria-hidden="true" /> {t('open')}
        </button>
      </footer>
    </main>
  )
}

/** Opens the shown instant of this run in a window of its own; a run too long for a link opens as its scenario and seed. */
async function openWholePage(): Promise<void> {
  const run = await currentRun()
  const link = run === null ? null : linkToShownInstant(run).link
  const scenario = run === null ? '' : addressOfRun(run.header)
  window.open(link ?? `${pageAddress()}${scenario}`, '_blank', 'noopener')
}
