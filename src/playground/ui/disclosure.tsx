import { ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { prefer, usePreferences } from '../store/preferences.ts'
import './disclosure.css'

interface DisclosureProps {
  /** Key of the stored preference for being open. */
  readonly name: string
  readonly title: string
  /** Shown beside the title, also while it is closed. */
  readonly note?: ReactNode
  readonly children: ReactNode
  /** A small title, for details of the section above. */
  readonly quiet?: boolean
}

/** A section that can be opened and closed. Its state is stored; closed content is not rendered. */
export function Disclosure({ name, title, note, children, quiet = false }: DisclosureProps) {
  const open = usePreferences(({ unfolded }) => unfolded.includes(name))
  const section = useRef<HTMLElement>(null)
  const clicked = useRef(false)
  // Only a section that was opened by a click scrolls into view, not one that was open before.
  useEffect(() => {
    if (open && clicked.current) section.current?.scrollIntoView({ block: 'nearest' })
    clicked.current = false
  }, [open])
  const toggle = () => {
    clicked.current = true
    const { unfolded } = usePreferences.getState()
    prefer({ unfolded: open ? unfolded.filter(other => other !== name) : [...unfolded, name] })
  }
  return (
    <section ref={section} className="disclosure" aria-label={title} data-quiet={quiet || undefined}>
      <h3>
        <button type="button" aria-expanded={open} onClick={toggle}>
          <ChevronRight size={14} aria-hidden="true" />
          {title}
          {note !== undefined && <span className="disclosure-note">{note}</span>}
        </button>
      </h3>
      {open && children}
    </section>
  )
}
