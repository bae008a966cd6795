import { create } from 'zustand'
import { newShelfId } from '../../browser/lesson-shelf.ts'
import { participantsOf } from '../../browser/scenario-participants.ts'
import { complaintsAbout, type DraftComplaint } from '../../lessons/draft/complaints.ts'
import { completeTexts } from '../../lessons/draft/complete-texts.ts'
import { changed, type DraftHistory, historyOf, redone, undone } from '../../lessons/draft/draft-history.ts'
import { draftOfRun, type Proposals } from '../../lessons/draft/draft-of-run.ts'
import type { Step, Walkthrough } from '../../lessons/index.ts'
import { describeAction } from '../../narration/index.ts'
import { type ExchangeData, requestText } from '../../scenarios/card.ts'
import { scenarioCards } from '../../scenarios/cards.ts'
import { type Action, isRefused, type Refused, type RunFile, refuse } from '../../trace/index.ts'
import { useExercises } from '../exercises/exercise-state.ts'
import { leaveExercise } from '../exercises/run-exercise.ts'
import { exportRun } from '../store/acts.ts'
import { pause } from '../store/film.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { useRun } from '../store/run-store.ts'
import { useAuthoringOpen } from './authoring-open.ts'
import { playMyLesson } from './lesson-address.ts'
import { keepContent, type MyLesson, type WalkthroughContent } from './my-lessons.ts'
import { type Proof, prove, runOf } from './prove.ts'

interface Authoring {
  readonly shelfId: string
  readonly history: DraftHistory<Walkthrough>
  /** The consequences of each act in the recorded run. */
  readonly proposals: Proposals
  /** The place of the step that is edited; null: none. */
  readonly selected: number | null
  readonly complaints: readonly DraftComplaint[]
  /** The last proof, and the run that it is about; null: none yet. */
  readonly proof: { readonly run: string; readonly result: Proof | Refused } | null
  readonly proving: boolean
}

const nothing: Walkthrough = {
  id: '',
  scenario: '',
  seed: 0,
  title: { en: '', ja: '' },
  about: { en: '', ja: '' },
  minutes: 1,
  steps: [],
}

/** The lesson in the editor. */
export const useAuthoring = create<Authoring>()(() => ({
  shelfId: '',
  history: historyOf(nothing),
  proposals: {},
  selected: null,
  complaints: [],
  proof: null,
  proving: false,
}))

export const useDraft = (): Walkthrough => useAuthoring(({ history }) => history.present)

/** Opens a lesson of the person in the editor. */
export function editMyLesson({ shelfId, content }: MyLesson): void {
  if (useExercises.getState().attempt !== null) leaveExercise()
  useExercises.setState({ open: false })
  const { draft, proposals = {} } = content
  useAuthoring.setState({ shelfId, history: historyOf(draft), proposals, selected: 0, proof: null })
  useAuthoringOpen.setState({ open: true, small: false })
  followChange()
}

// Both lie beside the canvas.
useExercises.subscribe(({ open }) => {
  if (open) closeEditor()
})

export const closeEditor = (): void => useAuthoringOpen.setState({ open: false })

/** Changes the lesson. Changes of the same `field` in a row are undone together; null: this one on its own. */
export function change(next: Walkthrough, field: string | null = null): void {
  const { history } = useAuthoring.getState()
  if (next === history.present) return
  useAuthoring.setState({ history: changed(history, next, field) })
  followChange()
}

export const undoChange = (): void => restore(undone)
export const redoChange = (): void => restore(redone)

function restore(to: (history: DraftHistory<Walkthrough>) => DraftHistory<Walkthrough>): void {
  useAuthoring.setState(({ history }) => ({ history: to(history) }))
  followChange()
}

/** Selects the step with this place; null: none. */
export const selectStep = (selected: number | null): void => useAuthoring.setState({ selected })

function followChange(): void {
  const { history, selected } = useAuthoring.getState()
  const draft = history.present
  useAuthoring.setState({
    complaints: complaintsAbout(draft, participantsOf),
    selected: selected === null ? null : Math.min(selected, draft.steps.length - 1),
  })
  void saveDraft()
  void proveDraft()
}

let saving: Promise<unknown> | null = null
let unsaved = false

/** Stores the draft after each change; changes while it is stored are stored together. */
async function saveDraft(): Promise<void> {
  unsaved = true
  if (saving !== null) return
  while (unsaved) {
    unsaved = false
    const { shelfId, history, proposals } = useAuthoring.getState()
    saving = keepContent(shelfId, { kind: 'walkthrough', draft: history.present, proposals })
    await saving
  }
  saving = null
}

/** Plays the lesson unseen whenever its run has changed, so that the editor shows what is true in it. */
async function proveDraft(): Promise<void> {
  if (useAuthoring.getState().proving) return
  for (;;) {
    const { history, complaints, proof, shelfId } = useAuthoring.getState()
    const lesson = completeTexts(history.present)
    if (complaints.length > 0 || !useAuthoringOpen.getState().open) return
    const run = runOf(lesson)
    if (proof?.run === run) return
    useAuthoring.setState({ proving: true })
    const result = await prove(lesson, new AbortController().signal)
    const same = useAuthoring.getState().shelfId === shelfId
    useAuthoring.setState({ proving: false, ...(same ? { proof: { run, result } } : {}) })
  }
}

/** Plays the lesson unseen once more. */
export function proveAgain(): Promise<void> {
  useAuthoring.setState({ proof: null })
  return proveDraft()
}

/** The proof of the lesson as it is now; null while it is not known. */
export function useProof(): Proof | null {
  const draft = useDraft()
  const proof = useAuthoring(({ proof }) => proof)
  if (proof === null || isRefused(proof.result)) return null
  return proof.run === runOf(completeTexts(draft)) ? proof.result : null
}

/** Plays the lesson in the page, from the step at this place on. */
export function playFrom(place: number): Refused | undefined {
  const { shelfId, history, proposals } = useAuthoring.getState()
  const content: WalkthroughContent = { kind: 'walkthrough', draft: history.present, proposals }
  const refused = playMyLesson({ shelfId, version: 1, content, savedAt: 0 }, place + 1)
  // On a phone the editor would cover what plays.
  if (refused === undefined) useAuthoringOpen.setState({ small: true })
  return refused
}

/** Makes a lesson of the acts of the shown run, and opens it in the editor. Shows why if it cannot. */
export async function makeLessonOfRun(): Promise<void> {
  const { session, log } = useRun.getState()
  if (session === null) return
  await pause(session)
  const text = await exportRun()
  if (text === null) return
  const file = JSON.parse(text) as RunFile
  if (file.header.code !== undefined) return void showRefusal(refuse('lesson-of-edited-code'))
  if (log.firstHeld > 0) return void showRefusal(refuse('events-dropped', { from: log.heldFrom + 1 }))
  const { draft, proposals } = draftOfRun(file, log.slice(0), wordsOf(file.header.scenario))
  editMyLesson(await keepContent(newShelfId(), { kind: 'walkthrough', draft, proposals }))
}

/** A command as its form has it, and any other act as the event list has it. */
const wordsOf = (scenario: string) => {
  const card = scenarioCards.find(({ id }) => id === scenario)
  return (action: Action) =>
    card !== undefined &&
    action.type === 'Tell' &&
    card.commands.some(({ type }) => type === action.message.type)
      ? requestText(card, action.message as ExchangeData)
      : describeAction(action)
}

/** Replaces the step at a place; see {@link change}. */
export function changeStep(place: number, step: Step, field: string | null = null): void {
  const { present } = useAuthoring.getState().history
  change({ ...present, steps: present.steps.with(place, step) }, field === null ? null : `${place} ${field}`)
}
