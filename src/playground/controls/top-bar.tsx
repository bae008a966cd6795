import {
  ChevronDown,
  CircleHelp,
  GraduationCap,
  Languages,
  ListChecks,
  MonitorUp,
  Moon,
  Plus,
  Search,
  Share2,
  Sun,
  SunMoon,
} from 'lucide-react'
import { useFormatter, useTranslations } from 'use-intl'
import { useExercises } from '../exercises/exercise-state.ts'
import { prefer, type Theme, usePreferences } from '../store/preferences.ts'
import { headerOf, useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useText } from '../ui/use-text.ts'
import { TransportBar } from './transport-bar.tsx'
import './top-bar.css'

const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const themeIcon = { system: SunMoon, light: Sun, dark: Moon } as const

/** The scenario and its seed, the controls of time, and the tools. */
export function TopBar({ wide }: { readonly wide: boolean }) {
  const t = useTranslations('bar')
  const scenarios = useTranslations('scenarios')
  const text = useText()
  const format = useFormatter()
  const scenario = useScenario()
  const seed = useRun(state => headerOf(state)?.seed)
  const { theme, projector, locale, lessonOpen } = usePreferences()
  const exercisesOpen = useExercises(({ open }) => open)
  const ThemeIcon = themeIcon[theme]
  return (
    <header className="top-bar">
      <div className="where">
        <h1>Actorium</h1>
        <p className="scenario">
          <button
            type="button"
            className="scenario-button"
            aria-label={scenarios('open', { title: text(scenario.title) })}
            aria-haspopup="dialog"
            title={scenarios('title')}
            onClick={() => openDialog('scenarios')}
          >
            <span className="scenario-title">{text(scenario.title)}</span>{' '}
            <ChevronDown size={14} aria-hidden="true" />
          </button>
          {seed !== undefined && (
            <span className="seed tabular" title={t('seedHelp')}>
              {t('seed', { seed: format.number(seed, { useGrouping: false }) })}
            </span>
          )}
        </p>
      </div>
      {wide && <TransportBar />}
      <Toolbar className="tools" label={t('tools')}>
        <IconButton
          label={t('lesson')}
          shortcut="Alt+6"
          aria-pressed={lessonOpen}
          onClick={() => prefer({ lessonOpen: !lessonOpen })}
        >
          <GraduationCap size={18} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t('exercises')}
          aria-pressed={exercisesOpen}
          onClick={() => useExercises.setState({ open: !exercisesOpen })}
        >
          <ListChecks size={18} aria-hidden="true" />
        </IconButton>
        <IconButton label={t('newRun')} shortcut="Alt+8" onClick={() => openDialog('new-run')}>
          <Plus size={18} aria-hidden="true" />
        </IconButton>
        <IconButton label={t('share')} shortcut="Alt+7" onClick={() => openDialog('share')}>
          <Share2 size={17} aria-hidden="true" />
        </IconButton>
        <span className="gap" />
        {wide && (
          <IconButton
            label={t('projector')}
            aria-pressed={projector}
            onClick={() => prefer({ projector: !projector })}
          >
            <MonitorUp size={17} aria-hidden="true" />
          </IconButton>
        )}
        {wide && (
          <IconButton label={t(`theme.${theme}`)} onClick={() => prefer({ theme: nextTheme[theme] })}>
            <ThemeIcon size={17} aria-hidden="true" />
          </IconButton>
        )}
        <IconButton
          className="language"
          label={t('language')}
          lang={locale === 'en' ? 'ja' : 'en'}
          onClick={() => prefer({ locale: locale === 'en' ? 'ja' : 'en' })}
        >
          <Languages size={17} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t('commands')}
          shortcut="Ctrl+K"
          aria-haspopup="dialog"
          onClick={() => openDialog('palette')}
        >
          <Search size={17} aria-hidden="true" />
        </IconButton>
        {wide && (
          <IconButton label={t('keys')} shortcut="?" onClick={() => openDialog('keys')}>
            <CircleHelp size={17} aria-hidden="true" />
          </IconButton>
        )}
      </Toolbar>
    </header>
  )
}
