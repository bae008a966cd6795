import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { IntlProvider } from 'use-intl'
import { Page } from './page.tsx'
import { keepPageOffline } from './store/offline.ts'
import { openAddress } from './store/open-address.ts'
import { playground, provideBranch } from './store/open-run.ts'
import { usePreferences } from './store/preferences.ts'
import { exerciseInAddress, lessonInAddress } from './store/request-in-address.ts'
import { useTexts } from './texts/use-texts.ts'
import { useTheme } from './theme/use-theme.ts'
import './theme/tokens.css'
import './theme/base.css'
import './ui/button.css'

const query = new URLSearchParams(location.search)
/** The page that this window presents (`?presenter=…`); null: none. */
const presented = query.get('presenter')
/** The lesson that this window prints (`?handout=…`); null: none. */
const printed = query.get('handout')
const PresenterWindow = lazy(() => import('./presenter/presenter-window.tsx'))
const HandoutPage = lazy(() => import('./handout/handout-page.tsx'))

function Playground() {
  const locale = usePreferences(({ locale }) => locale)
  const texts = useTexts(locale)
  useTheme(printed !== null)
  if (texts === null) return null
  return (
    <IntlProvider locale={texts.locale} messages={texts.messages} timeZone="UTC">
      <Suspense>
        {presented !== null ? (
          <PresenterWindow pageKey={presented} />
        ) : printed !== null ? (
          <HandoutPage lesson={printed} />
        ) : (
          <Page />
        )}
      </Suspense>
    </IntlProvider>
  )
}

/** Renders the page into `root` and opens the run that the address asks for. */
export function mountPlayground(root: HTMLElement): void {
  createRoot(root).render(<Playground />)
  // Without a run in these windows, the promises of the automation would never settle.
  if (presented !== null || printed !== null) return
  provideBranch(async at => (await import('./store/branching.ts')).branchAt(at))
  window.playground = playground
  keepPageOffline()
  const lesson = lessonInAddress(location.search)
  const open = () => void openAddress(location)
  const openExercise = (): boolean => {
    const exercise = exerciseInAddress(location.hash)
    if (exercise === null) return false
    // Loaded only now, as the walkthroughs. An unknown exercise opens the run of the address.
    void import('./exercises/run-exercise.ts').then(async ({ beginExercise }) => {
      if (!(await beginExercise(exercise))) open()
    }, open)
    return true
  }
  const openOwnLesson = (): boolean => {
    if (!/^#(?:my-)?lesson=/.test(location.hash)) return false
    void import('./authoring/lesson-address.ts').then(async ({ openLessonInAddress }) => {
      if (!(await openLessonInAddress(location.hash))) open()
    }, open)
    return true
  }
  // A link to a run with actions differs from the address of the page in its fragment only, so the page is not loaded again.
  window.addEventListener('hashchange', () => {
    if (location.hash.startsWith('#run=')) open()
    else if (!openOwnLesson()) openExercise()
  })
  if (openExercise() || openOwnLesson()) return
  if (lesson === null) open()
  // Loaded only now, because most visits begin without a walkthrough. An unknown one opens the run of the address.
  else
    void import('./lessons/use-player.ts').then(({ beginLesson }) => {
      if (!beginLesson(lesson.id, lesson.step)) open()
    }, open)
}
