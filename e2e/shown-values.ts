import type { Page } from '@playwright/test'
import type { Step } from '../src/lessons/index.ts'
import { namesIn, summaryOf } from '../src/narration/index.ts'
import { memberSummaryOf } from '../src/playground/canvas/member-summary.ts'
import { groupExchanges, readExchanges } from '../src/playground/client/exchanges.ts'
import { lampOf } from '../src/playground/lamps/lamp-status.ts'
import { scenarioCards } from '../src/scenarios/cards.ts'
import { CheckEvaluator } from '../src/trace/evaluate-check.ts'
import { type ClusterView, emptyView, Folding, type TraceEvent } from '../src/trace/index.ts'

/** A value of the page under a name, first seen in a frame that showed the first `position` events. */
interface Observation {
  readonly position: number
  readonly key: string
  readonly value: string
}

declare global {
  interface Window {
    shownValues?: { readonly seen: Observation[]; stop(): string[] }
  }
}

/** Begins to note in each frame what cards, answers, caption and lamps say. */
export const beginToLook = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.shownValues?.stop()
    const seen: Observation[] = []
    const last = new Map<string, string>()
    let present = new Set<string>()
    const time = document.querySelector<HTMLElement>('output.time')!
    const textsOf = (root: Element, selector: string) =>
      [...root.querySelectorAll(selector)].map(({ textContent }) => textContent.trim())
    const note = (position: number, key: string, value: string) => {
      present.add(key)
      if (last.get(key) === value) return
      last.set(key, value)
      seen.push({ position, key, value })
    }
    const look = () => {
      present = new Set()
      const position = Number(time.dataset.events)
      for (const node of document.querySelectorAll<HTMLElement>('.react-flow__node')) {
        const id = node.dataset.id!
        const card = node.querySelector<HTMLElement>('.node-card')
        if (card !== null) {
          const { status, dead, unreachable, level } = card.dataset
          note(position, `status ${id}`, `${status} ${dead ?? false} ${unreachable ?? false}`)
          if (level === 'full') {
            const [leader, oldest] = [card.querySelector('.crown'), card.querySelector('.tenure')]
            note(position, `badges ${id}`, `${leader !== null} ${oldest !== null}`)
          }
          for (const line of card.querySelectorAll<HTMLElement>('.actor-line')) {
            const [title] = textsOf(line, '.actor-name')
            const counts = textsOf(line, '.actor-count-sign').join(' ')
            note(position, `mail ${id} ${title!.replace('◆ ', '')}`, counts)
          }
        }
        const stored = node.querySelector('.database:not([data-dead]) .tabular')?.textContent
        if (stored !== undefined) note(position, 'stored', /\d+/.exec(stored)![0])
        const bin = node.querySelector('.dead-letter-bin b')?.textContent
        if (bin !== undefined) note(position, 'dead letters', bin)
      }
      const tokens = document.querySelectorAll('.singleton-token:not([data-nowhere])').length
      note(position, 'singletons', String(tokens))
      const caption = document.querySelector('.caption')
      if (caption !== null) note(position, 'caption', caption.getAttribute('title')!)
      const lines = document.querySelectorAll('.answers .answer-request, .answers .answer-text')
      const answers = [...lines].map(line => {
        // The client's state does not say where a request was lost; `src/cli/lost-requests.test.ts` is about it.
        const loss = line.querySelector('.answer-loss')?.textContent
        const { textContent } = line
        return (loss === undefined ? textContent : textContent.replace(loss, 'on its way…')).trim()
      })
      note(position, 'answers', answers.join(' | '))
      const step = document.querySelector<HTMLElement>('.lesson-progress')?.dataset.step
      for (const [index, lamp] of [...document.querySelectorAll<HTMLElement>('.lamp')].entries())
        note(position, `lamp ${step} ${index}`, lamp.dataset.verdict!)
    }
    let isLooking = true
    const next = () => {
      if (!isLooking) return
      look()
      requestAnimationFrame(next)
    }
    window.shownValues = {
      seen,
      stop: () => {
        isLooking = false
        return [...present]
      },
    }
    next()
  })

/**
 * Ends the looking and returns the observations, the names of the last frame, and the shown part of the recording: a cursor
 * that was behind when the run was paused stays there.
 */
async function endToLook(page: Page) {
  return page.evaluate(async () => {
    const present = window.shownValues!.stop()
    const shown = Number(document.querySelector<HTMLElement>('output.time')!.dataset.events)
    const trace = await window.playground!.trace()
    if ('refused' in trace) throw new Error(trace.refused)
    return { seen: window.shownValues!.seen, present, trace: trace.slice(0, shown) }
  })
}

/** The values that the page must show for a view. A missing name has the value of an empty page. */
function valuesOf(view: ClusterView, scenario: string): ReadonlyMap<string, string> {
  const card = scenarioCards.find(({ id }) => id === scenario)!
  const values = new Map<string, string>()
  for (const [id, participant] of Object.entries(view.participants)) {
    const face = memberSummaryOf(view, id)
    if (face !== null) {
      const status = face.clustered ? (face.status ?? 'Starting') : 'alone'
      values.set(`status ${id}`, `${status} ${!face.running} ${face.unreachableBy > 0 || face.removedBy > 0}`)
      values.set(`badges ${id}`, `${face.leaderBy > 0} ${face.oldest}`)
    }
    for (const { path, title } of card.actors) {
      const { waiting = 0, stashed = 0 } = participant.actors[path] ?? {}
      const counts = [stashed, waiting].filter(count => count > 0)
      values.set(`mail ${id} ${title.en}`, counts.join(' '))
    }
  }
  const [command] = card.commands
  const state = view.participants[command!.participant]?.actors[command!.actor]?.state ?? null
  const answers = groupExchanges(readExchanges(state, card, 'en').listed)
    .toReversed()
    .flatMap(({ request, answers }) => [
      request,
      ...answers.map(({ text, count }) => `${text ?? 'on its way…'}${count > 1 ? ` ×${count}` : ''}`),
    ])
  values.set('answers', answers.join(' | '))
  values.set('stored', String(Object.values(view.journal).reduce((sum, { events }) => sum + events, 0)))
  values.set('dead letters', String(view.deadLetters))
  values.set('singletons', String(view.singletons.length))
  values.set('caption', summaryOf({ ...view, flights: [] }, namesIn('en', view, card.actors)).en)
  return values
}

/** A value and the number of events after which it is right. */
interface Change {
  readonly position: number
  readonly value: string
}

/** The right values of a recording under their names, each with the position from which on it is right. */
class Truth {
  readonly #changes = new Map<string, Change[]>()

  constructor(trace: readonly TraceEvent[], scenario: string, steps: readonly Step[]) {
    const folding = new Folding(emptyView)
    const lamps = steps.flatMap(({ lamps = [] }, step) =>
      lamps.map(({ check }, index) => ({
        key: `lamp ${step} ${index}`,
        check,
        evaluator: new CheckEvaluator(check).begin(emptyView),
      })),
    )
    const set = (position: number) => {
      const view = folding.view()
      for (const [key, value] of valuesOf(view, scenario)) this.#set(key, value, position)
      for (const { key, check, evaluator } of lamps)
        this.#set(key, lampOf(check, evaluator.verdict), position)
    }
    set(0)
    for (const [index, event] of trace.entries()) {
      folding.add(event)
      for (const { evaluator } of lamps) evaluator.feed(event, folding.draft)
      // Heartbeats and gossip are nine of ten events and change none of these values.
      if (!('periodic' in event)) set(index + 1)
    }
  }

  #set(key: string, value: string, position: number): void {
    const changes = this.#changes.get(key) ?? []
    if (changes.length === 0) this.#changes.set(key, changes)
    if (changes.at(-1)?.value !== value) changes.push({ position, value })
  }

  /** The first position at or after `from` at which this value is right; null when it never is. */
  firstPosition(key: string, value: string, from: number): number | null {
    const changes = this.#changes.get(key) ?? []
    for (const [index, change] of changes.entries()) {
      const until = changes[index + 1]?.position ?? Number.POSITIVE_INFINITY
      if (until > from && change.value === value) return Math.max(from, change.position)
    }
    return null
  }

  knows(key: string): boolean {
    return this.#changes.has(key)
  }

  last(key: string): string | undefined {
    return this.#changes.get(key)?.at(-1)?.value
  }
}

interface Shown {
  readonly scenario: string
  /** The steps whose lamps were shown. Default: none. */
  readonly steps?: readonly Step[]
}

interface Comparison {
  /** Sentences about values that were shown before their cause, or never right. */
  readonly complaints: readonly string[]
  /** Number of different values that were seen. */
  readonly seen: number
}

/**
 * Compares what the page said with its recording: each value must be right after some of the events that were shown by
 * then, in the order of the recording, and the last one after all of them.
 */
export async function compareShown(page: Page, { scenario, steps = [] }: Shown): Promise<Comparison> {
  const { seen, present, trace } = await endToLook(page)
  const truth = new Truth(trace, scenario, steps)
  const reached = new Map<string, number>()
  const complaints: string[] = []
  const last = new Map<string, string>()
  for (const { position, key, value } of seen) {
    // The cards of actors without a title have no value to compare with.
    if (!truth.knows(key)) continue
    last.set(key, value)
    const right = truth.firstPosition(key, value, reached.get(key) ?? 0)
    if (right === null) complaints.push(`${key}: “${value}” after ${position} events is never right.`)
    else if (right > position)
      complaints.push(`${key}: “${value}” was shown after ${position} events and is right after ${right}.`)
    else reached.set(key, right)
  }
  for (const key of present) {
    const [value, right] = [last.get(key), truth.last(key)]
    if (value !== right) complaints.push(`${key}: “${value}” is shown at the end, and “${right}” is right.`)
  }
  return { complaints: complaints.slice(0, 10), seen: seen.length }
}
