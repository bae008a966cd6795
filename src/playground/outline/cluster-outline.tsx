import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useLocale } from 'use-intl'
import { goTo } from '../layout/places.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { type Selected, select } from '../store/selection.ts'
import { Choices } from '../ui/choices.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { askWhy } from '../why/asking.ts'
import { type Grouping, groupings, outlineOf, type Thing } from './outline.ts'
import { type Move, moved, type PlacedItem, placedItems, stillAt } from './outline-walk.ts'
import { useOutlineWords } from './use-outline-words.ts'
import './cluster-outline.css'

const moves: Readonly<Record<string, Move>> = {
  ArrowDown: 'next',
  ArrowRight: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  Home: 'first',
  End: 'last',
}
const levels: Readonly<Record<string, Move>> = {
  ArrowDown: 'in',
  ArrowRight: 'in',
  ArrowUp: 'out',
  ArrowLeft: 'out',
}

const moveOf = ({ key, shiftKey }: KeyboardEvent): Move | undefined => (shiftKey ? levels : moves)[key]

/**
 * The cluster as one structure for the keyboard and for screen readers. Arrow keys move among siblings, with Shift to the
 * children and back to the parent; G changes the grouping and stays at the same thing; Enter opens the inspector.
 */
export function ClusterOutline() {
  const t = useDeferredTexts('outline')
  const locale = useLocale()
  const view = useRun(({ throttled }) => throttled)
  const at = useRun(({ throttledCursor }) => throttledCursor.at)
  const { actors } = useScenario()
  const words = useOutlineWords()
  const [grouping, setGrouping] = useState<Grouping>('node')
  const [was, setWas] = useState<{ readonly id: string; readonly key: string } | null>(null)
  // The label of the item with the focus stays as it was read; a screen reader would say each change of it.
  const [label, setLabel] = useState<{ readonly id: string; readonly words: string } | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const hadFocus = useRef(false)
  /** The child at which the person was last, by the key of its parent. */
  const visited = useRef(new Map<string, string>())
  /** The state of each thing as the person heard it last. */
  const seen = useRef(new Map<string, string>())
  const placed = useMemo(() => {
    const order = actors.map(({ path }) => path)
    return placedItems(outlineOf(view, at, grouping, order))
  }, [view, at, grouping, actors])
  const current = stillAt(placed, was)

  const labelOf = ({ item }: PlacedItem): string => {
    const { name, state } = words(view, item.thing)
    const before = seen.current.get(item.key)
    const stop = locale === 'ja' ? '。' : '. '
    const changed = before !== undefined && before !== state ? t('before', { state: before }) : ''
    return [`${name}: ${state}`, changed].filter(Boolean).join(stop)
  }
  const say = (one: PlacedItem) => {
    setLabel({ id: one.id, words: labelOf(one) })
    seen.current.set(one.item.key, words(view, one.item.thing).state)
  }
  const arrive = (one: PlacedItem) => {
    if (one.parent !== null) visited.current.set(one.parent.item.key, one.item.key)
    setWas({ id: one.id, key: one.item.key })
    say(one)
  }
  const focus = (id: string) =>
    list.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(id)}"]`)?.focus()

  // A thing that ended takes the focus with it, so the focus moves to what contained it.
  useLayoutEffect(() => {
    if (hadFocus.current && document.activeElement === document.body && current !== null) focus(current.id)
  })

  const regroup = (direction: 1 | -1) => {
    const next = groupings[(groupings.indexOf(grouping) + direction + groupings.length) % groupings.length]!
    setGrouping(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || current === null) return
    if (event.key.toLowerCase() === 'g') {
      event.preventDefault()
      regroup(event.shiftKey ? -1 : 1)
      return
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      open(current.item.thing)
      return
    }
    if (event.key === ' ') {
      event.preventDefault()
      say(current)
      return
    }
    const move = moveOf(event)
    if (move === undefined) return
    event.preventDefault()
    const next = moved(current, move, visited.current)
    if (next !== null) focus(next)
  }

  return (
    <section className="outline" aria-label={t('title')}>
      <Choices
        label={t('grouping')}
        options={groupings.map(id => ({ id, label: t(`by.${id}`) }))}
        chosen={grouping}
        onChoose={setGrouping}
        labelled
      />
      <p className="note" id="outline-keys">
        {t('keys')}
      </p>
      {placed.length === 0 && <p className="note">{t(`empty.${grouping}`)}</p>}
      <div
        ref={list}
        role="tree"
        aria-label={t(`by.${grouping}`)}
        aria-describedby="outline-keys"
        className="outline-items"
        onKeyDown={onKeyDown}
        onClick={event => {
          const id = event.target instanceof Element && event.target.closest('[data-place]')
          const clicked = placed.find(one => id instanceof HTMLElement && one.id === id.dataset.place)
          if (clicked !== undefined) open(clicked.item.thing)
        }}
        onFocus={() => {
          hadFocus.current = true
        }}
        onBlur={event => {
          // Without a next element the focus was lost with an item that ended.
          if (event.relatedTarget !== null) hadFocus.current = false
        }}
      >
        {placed.map(one => {
          const { item, level, place, siblings } = one
          const { name, state } = words(view, item.thing)
          const isCurrent = one.id === current?.id
          return (
            <div
              key={one.id}
              role="treeitem"
              data-place={one.id}
              tabIndex={isCurrent ? 0 : -1}
              aria-level={level}
              aria-posinset={place + 1}
              aria-setsize={siblings.length}
              aria-selected={isCurrent}
              {...(item.children.length > 0 && { 'aria-expanded': true })}
              aria-label={label !== null && label.id === one.id && isCurrent ? label.words : labelOf(one)}
              style={{ paddingInlineStart: `${level * 1.1 - 0.5}em` }}
              onFocus={() => arrive(one)}
            >
              <strong>{name}</strong> <span>{state}</span>
            </div>
          )
        })}
      </div>
    </section>
  )
}

/** Opens what a click on the canvas opens, and moves the focus there. */
function open(thing: Thing): void {
  const selected = selectedFor(thing)
  if (selected === null) askWhy({ type: 'singleton' })
  else select(selected)
  goTo('inspect')
}

/** Null: a singleton that runs nowhere. */
function selectedFor(thing: Thing): Selected | null {
  switch (thing.type) {
    case 'participant':
      return { type: 'participant', id: thing.participant.id }
    case 'actor':
      return { type: 'actor', participant: thing.participant.id, path: thing.actor.path }
    case 'singleton': {
      const [host] = thing.hosts
      return host === undefined ? null : { type: 'actor', participant: host, path: thing.path }
    }
    case 'belief':
      return { type: 'participant', id: thing.member }
    case 'flight':
      return { type: 'event', id: thing.flight.id }
    case 'mail':
      return { type: 'event', id: thing.mail.id }
    case 'dead-letters':
      return { type: 'dead-letters' }
  }
}
