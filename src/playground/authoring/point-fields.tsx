import { Crosshair, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Anchor } from '../../lessons/index.ts'
import { anchorOf, useThingName } from '../lessons/things.ts'
import { useFocus } from '../store/selection.ts'
import { actOnLessonText, authoringTexts as texts } from '../texts/authoring-texts.ts'
import { useText } from '../ui/use-text.ts'
import { Complaints } from './text-fields.tsx'

interface PointFieldsProps {
  readonly label: string
  readonly things: readonly Anchor[]
  readonly keys: readonly (string | number)[]
  readonly onChange: (things: readonly Anchor[]) => void
}

/** Things of the page, chosen by clicks on the canvas. */
export function PointFields({ label, things, keys, onChange }: PointFieldsProps) {
  const text = useText()
  const nameOf = useThingName()
  const [pointing, setPointing] = useState(false)
  useEffect(() => {
    if (!pointing) return
    return useFocus.subscribe(({ selected }, before) => {
      const thing = selected === before.selected ? null : anchorOf(selected)
      if (thing === null || things.some(other => JSON.stringify(other) === JSON.stringify(thing))) return
      onChange([...things, thing])
    })
  }, [pointing, things, onChange])
  return (
    <fieldset className="authoring-texts">
      <legend>{label}</legend>
      <div className="authoring-chips">
        {things.map(thing => (
          <span key={JSON.stringify(thing)} className="authoring-chip">
            {nameOf(thing)}
            <button
              type="button"
              aria-label={text(actOnLessonText(texts.removeThing, nameOf(thing)))}
              onClick={() => onChange(things.filter(other => other !== thing))}
            >
              <X size={13} aria-hidden="true" />
            </button>
          </span>
        ))}
        <button
          type="button"
          className="button small"
          aria-pressed={pointing}
          onClick={() => setPointing(!pointing)}
        >
          <Crosshair size={14} aria-hidden="true" /> {text(pointing ? texts.pointingDone : texts.point)}
        </button>
      </div>
      {pointing && (
        <p className="note" role="status">
          {text(texts.pointing)}
        </p>
      )}
      <Complaints keys={keys} />
    </fieldset>
  )
}
