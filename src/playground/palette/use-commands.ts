import { exercises } from '../../lessons/index.ts'
import { walkthroughHeads } from '../../lessons/walkthrough-heads.ts'
import { scenarioCards } from '../../scenarios/cards.ts'
import { familiesOf } from '../canvas/message-families.ts'
import { bindings, type Command } from '../controls/key-map.ts'
import { isInLesson, runCommand } from '../controls/run-command.ts'
import { randomSeed } from '../dialogs/random-seed.ts'
import { useExercises } from '../exercises/exercise-state.ts'
import { beginExercise } from '../exercises/run-exercise.ts'
import { actsOn } from '../inspector/possible-acts.ts'
import { goTo } from '../layout/places.ts'
import { loadAndBegin } from '../lessons/load-player.ts'
import { act } from '../store/acts.ts'
import { showFilm, useFilm } from '../store/film-mode.ts'
import { findLane, useLanes } from '../store/lanes.ts'
import { lastActOf } from '../store/last-act.ts'
import { openRun } from '../store/open-run.ts'
import { prefer, spokenDetails, toggleProtocol, usePreferences } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { saveRunFile } from '../store/save-run-file.ts'
import { useScenario } from '../store/scenario.ts'
import { type Dialog, openDialog, select } from '../store/selection.ts'
import { chooseStepKind, stepKinds, useStepKind } from '../store/step-kind.ts'
import { actHelp, obstacleTexts } from '../texts/acts-texts.ts'
import { allEn } from '../texts/all-en.ts'
import { commandOn, paletteTexts as texts } from '../texts/palette-texts.ts'
import { settingsTexts } from '../texts/settings-texts.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import type { Findable } from './find-commands.ts'

/** A command in the list: with its key, and with the reason for which it is impossible now. */
export interface ListedCommand extends Findable {
  readonly id: string
  readonly shortcut?: string
  /** Null: it is possible. */
  readonly obstacle: string | null
  /** True while its choice applies, or its panel is shown. */
  readonly on?: boolean
  readonly run: () => void
}

type Group = keyof typeof texts.group

/** Commands about the list itself. */
type Unlisted = 'palette' | 'close'

const groupOfKey: Readonly<Record<Exclude<Command, Unlisted>, Group>> = {
  play: 'time',
  step: 'time',
  'step-back': 'time',
  start: 'time',
  now: 'time',
  faster: 'time',
  slower: 'time',
  'real-speed': 'time',
  'lesson-next': 'time',
  'lesson-back': 'time',
  share: 'run',
  'new-run': 'run',
  undo: 'run',
  redo: 'run',
  branches: 'run',
  send: 'places',
  inspect: 'places',
  members: 'places',
  journal: 'places',
  events: 'places',
  log: 'places',
  text: 'places',
  lesson: 'places',
  'dead-letters': 'places',
  why: 'places',
  keys: 'places',
}
const isListed = (command: Command): command is Exclude<Command, Unlisted> =>
  Object.hasOwn(groupOfKey, command)

/** The picture keeps its own state, so a command presses its button. */
const toolButton = (tool: string) => document.querySelector<HTMLButtonElement>(`[data-tool="${tool}"]`)

/** All commands of the page, in the order of their groups. */
export function useCommands(): readonly ListedCommand[] {
  const t = useDeferredTexts()
  const text = useText()
  const scenario = useScenario()
  // The list follows the run while it is open: what was possible when it opened may be impossible now.
  const view = useRun(({ throttled }) => throttled)
  const following = useRun(({ throttledCursor }) => throttledCursor.following)
  const log = useRun(({ log }) => log)
  const preferences = usePreferences()
  const { live, lanes } = useLanes()
  const kind = useStepKind(({ kind }) => kind)
  const film = useFilm(({ open }) => open)
  const exercisesOpen = useExercises(({ open }) => open)
  const branch = findLane(live)?.branch
  const canRedo = branch?.change.type === 'undo' && findLane(branch.parent) !== null

  const obstacles: Readonly<Partial<Record<Command, string | null>>> = {
    now: following ? text(texts.obstacle.alreadyNow) : null,
    'lesson-next': isInLesson() || film ? null : text(texts.obstacle.noLesson),
    'lesson-back': isInLesson() || film ? null : text(texts.obstacle.noLesson),
    undo: lastActOf(log) === null ? t('branches.nothingToUndo') : null,
    redo: canRedo ? null : t('branches.nothingToRedo'),
  }
  const withKey = (group: Group): ListedCommand[] =>
    bindings
      .filter(({ command }) => isListed(command) && groupOfKey[command] === group)
      .map(({ command, shown }) => ({
        id: command,
        group: text(texts.group[group]),
        name: t(`keys.${command}`),
        also: allEn.keys[command],
        shortcut: shown,
        obstacle: obstacles[command] ?? null,
        run: () => runCommand(command),
      }))
  type Own = Partial<ListedCommand> & Pick<ListedCommand, 'id' | 'name' | 'run'>
  const own = (group: Group, command: Own): ListedCommand => ({
    group: text(texts.group[group]),
    obstacle: null,
    ...command,
  })
  const dialog = (group: Group, dialog: Dialog, name: string, also: string): ListedCommand =>
    own(group, { id: dialog, name, also, run: () => openDialog(dialog) })
  const tool = (id: 'fit' | 'trees' | 'cut', name: string, also: string): ListedCommand =>
    own('places', {
      id,
      name,
      also,
      obstacle: toolButton(id) === null ? text(texts.obstacle.notShown) : null,
      run: () => toolButton(id)?.click(),
    })

  return [
    ...withKey('time'),
    ...stepKinds.map(stepKind =>
      own('time', {
        id: `step ${stepKind}`,
        name: t(`transport.stepKinds.${stepKind}`),
        also: allEn.transport.stepKinds[stepKind],
        on: stepKind === kind,
        run: () => chooseStepKind(stepKind),
      }),
    ),
    ...withKey('places'),
    tool('fit', t('canvas.fit'), allEn.canvas.fit),
    tool('trees', t('canvas.trees'), allEn.canvas.trees),
    own('places', {
      id: 'diagram',
      name: preferences.timelineTall ? t('timeline.lower') : t('timeline.pullUp'),
      also: allEn.timeline.pullUp,
      on: preferences.timelineTall,
      run: () => prefer({ timelineTall: !preferences.timelineTall }),
    }),
    own('places', {
      id: 'film',
      name: t('timeline.film'),
      also: allEn.timeline.film,
      on: film,
      run: () => showFilm(!film),
    }),
    own('places', {
      id: 'exercises',
      name: t('bar.exercises'),
      also: allEn.bar.exercises,
      on: exercisesOpen,
      run: () => useExercises.setState({ open: !exercisesOpen }),
    }),
    dialog('places', 'learn', t('learn.title'), allEn.learn.title),
    ...withKey('run'),
    own('run', { id: 'save', name: text(texts.save), also: texts.save.en, run: () => void saveRunFile() }),
    dialog('run', 'room', text(texts.room), texts.room.en),
    dialog('run', 'runs', t('runs.title'), allEn.runs.title),
    dialog('run', 'try-again', t('tryAgain.title'), allEn.tryAgain.title),
    dialog('run', 'settings', text(settingsTexts.title), settingsTexts.title.en),
    {
      ...dialog('run', 'compare', t('compare.title'), allEn.compare.title),
      obstacle: lanes.length < 2 ? text(texts.obstacle.oneLane) : null,
    },
    ...scenario.commands.map(command =>
      own('send', {
        id: `send ${command.type}`,
        name: text(command.title),
        also: `${command.title.en} ${command.title.ja}`,
        run: () =>
          goTo(
            'send',
            `[data-command="${command.type}"] ${command.fields.length === 0 ? 'button' : 'input'}`,
          ),
      }),
    ),
    ...Object.keys(view.participants).flatMap(id => [
      own('acts', {
        id: `inspect ${id}`,
        name: text(commandOn(text(texts.inspectNamed), id)),
        also: texts.inspectNamed.en,
        run: () => {
          select({ type: 'participant', id })
          goTo('inspect')
        },
      }),
      ...actsOn(view, id, scenario.actors.find(({ canFail }) => canFail)?.path ?? null).map(
        ({ name, action, obstacle }) =>
          own('acts', {
            id: `${name} ${id}`,
            name: text(commandOn(t(`acts.${name}`), id)),
            also: `${allEn.acts[name]} ${text(actHelp[name])}`,
            obstacle: obstacle === null ? null : text(obstacleTexts[obstacle]),
            run: () => {
              if (action !== null) void act(action)
            },
          }),
      ),
    ]),
    dialog('acts', 'start-node', text(texts.startNode), texts.startNode.en),
    dialog('acts', 'network', t('canvas.network'), allEn.canvas.network),
    tool('cut', t('canvas.cut'), allEn.canvas.cut),
    ...Object.values(walkthroughHeads).map(({ id, title }) =>
      own('lessons', {
        id: `walkthrough ${id}`,
        name: `${text(texts.walkthrough)}: ${text(title)}`,
        also: `${title.en} ${title.ja}`,
        run: () => {
          prefer({ lessonOpen: true })
          loadAndBegin(id)
        },
      }),
    ),
    ...exercises.map(({ id, title }) =>
      own('lessons', {
        id: `exercise ${id}`,
        name: `${text(texts.exercise)}: ${text(title)}`,
        also: `${title.en} ${title.ja}`,
        run: () => {
          useExercises.setState({ open: true })
          void beginExercise(id)
        },
      }),
    ),
    own('scenarios', {
      id: 'scenario list',
      name: t('scenarios.title'),
      also: allEn.scenarios.title,
      run: () => openDialog('scenarios'),
    }),
    ...scenarioCards.map(({ id, title }) =>
      own('scenarios', {
        id: `scenario ${id}`,
        name: `${text(texts.newRunOf)}: ${text(title)}`,
        also: `${title.en} ${title.ja}`,
        obstacle: id === scenario.id ? text(texts.obstacle.shown) : null,
        run: () => void openRun({ scenario: id, seed: randomSeed(), fresh: true }),
      }),
    ),
    ...(['system', 'light', 'dark'] as const).map(theme =>
      own('settings', {
        id: `theme ${theme}`,
        name: t(`bar.theme.${theme}`),
        also: allEn.bar.theme[theme],
        on: preferences.theme === theme,
        run: () => prefer({ theme }),
      }),
    ),
    own('settings', {
      id: 'projector',
      name: t('bar.projector'),
      also: allEn.bar.projector,
      on: preferences.projector,
      run: () => prefer({ projector: !preferences.projector }),
    }),
    ...(
      [
        ['en', 'English'],
        ['ja', '日本語'],
      ] as const
    ).map(([locale, name]) =>
      own('settings', {
        id: `language ${locale}`,
        name,
        also: `language 言語 ${locale === 'ja' ? 'Japanese' : '英語'}`,
        on: preferences.locale === locale,
        run: () => prefer({ locale }),
      }),
    ),
    ...spokenDetails.map(spoken =>
      own('settings', {
        id: `spoken ${spoken}`,
        name: `${text(texts.speech)}: ${t(`text.details.${spoken}`)}`,
        also: `${texts.speech.en} ${allEn.text.details[spoken]}`,
        on: preferences.spoken === spoken,
        run: () => prefer({ spoken }),
      }),
    ),
    ...familiesOf(view).map(family =>
      own('settings', {
        id: `messages ${family}`,
        name: `${text(texts.messages)}: ${t(`legend.${family}`)}`,
        also: `${texts.messages.en} ${allEn.legend[family]}`,
        on: !preferences.hidden.includes(family),
        run: () => toggleProtocol(family),
      }),
    ),
  ]
}
