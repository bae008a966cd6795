import { ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { prefer, usePreferences } from '../store/preferences.ts'
import './fold.css'

interface DisclosureProps {
  /** Under this name it is remembered whether it stands open. */
  readonly name: string
  readonly title: string
  /** Stands at the title, seen while it is closed too. */
  readonly note?: ReactNode
  readonly children: ReactNode
  /** As small as a word in a text, for details of what stands above. */
  readonly quiet?: boolean
}

/** A part that is opened when wanted and stays as it was left. What is closed is not drawn. */
export function Disclosure({ name, title, note, children, quiet = false }: DisclosureProps) {
  const open = usePreferences(({ unfolded }) => unfolded.includes(name))
  const section = useRef<HTMLElement>(null)
  const clicked = useRef(false)
  // What a click opens comes into sight; what stands open already stays where it is.
  useEffect(() => {
    if (open && clicked.current) section.current?.scrollIntoView({ block: 'nearest' })
    clicked.current = false
  }, [open])
  const toggle = () => {
    clicked.current = true
    const { unfolded } = usePreferences.getState()
    prefer({ unfolded: open ? unfolded.filter(one => one !== name) : [...unfolded, name] })
  }
  return (
    <section ref={section} className="fold" aria-label={title} data-quiet={quiet || undefined}>
      <h3>
        <button type="button" aria-expanded={open} onClick={toggle}>
          <ChevronRight size={14} aria-hidden="true" />
          {title}
          {note !== undefined && <span className="fold-note">{note}</span>}
        </button>
      </h3>
      {open && children}
    </section>
  )
}
