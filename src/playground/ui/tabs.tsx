import type { KeyboardEvent, ReactNode } from 'react'
import './tabs.css'

export interface TabEntry<T extends string> {
  readonly id: T
  readonly label: string
  readonly icon?: ReactNode
}

interface TabListProps<T extends string> {
  readonly name: string
  readonly label: string
  readonly tabs: readonly TabEntry<T>[]
  /** `null` if every panel is closed. */
  readonly active: T | null
  readonly onSelect: (tab: T) => void
}

/** A row of tabs with arrow keys. The id of the panel of a tab is `<name>-<tab>`. */
export function TabList<T extends string>({ name, label, tabs, active, onSelect }: TabListProps<T>) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const move = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.length, End: tabs.length }[event.key]
    if (move === undefined || event.altKey) return
    event.preventDefault()
    const at = tabs.findIndex(
      tab => event.target instanceof Element && event.target.id === `${name}-tab-${tab.id}`,
    )
    const next = tabs[Math.max(0, Math.min(tabs.length - 1, at + move))]
    if (next === undefined) return
    document.getElementById(`${name}-tab-${next.id}`)?.focus()
    if (active !== null) onSelect(next.id)
  }
  const tabStop = active ?? tabs[0]?.id
  return (
    <div className="tab-list" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(tab => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${name}-tab-${tab.id}`}
          aria-selected={tab.id === active}
          {...(tab.id === active ? { 'aria-controls': `${name}-${tab.id}` } : {})}
          tabIndex={tab.id === tabStop ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          {tab.icon}
          {tab.label}
        </button>
      ))}
    </div>
  )
}

export function TabPanel({ name, tab, children }: { name: string; tab: string; children: ReactNode }) {
  return (
    <div
      className="tab-panel"
      role="tabpanel"
      tabIndex={-1}
      id={`${name}-${tab}`}
      aria-labelledby={`${name}-tab-${tab}`}
    >
      {children}
    </div>
  )
}
