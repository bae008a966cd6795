import { Check, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { openDialog } from '../store/selection.ts'
import { foundText, paletteTexts as texts } from '../texts/palette-texts.ts'
import { Modal } from '../ui/modal.tsx'
import { useText } from '../ui/use-text.ts'
import { findCommands } from './find-commands.ts'
import { takeTypedAhead } from './typed-ahead.ts'
import { type ListedCommand, useCommands } from './use-commands.ts'
import './command-palette.css'

/** The commands that a page key moves over. */
const pageLength = 8

/** All commands of the page, found by their names. An impossible one stays in the list, with its reason. */
export function CommandPalette() {
  const text = useText()
  const id = useId()
  const [question, setQuestion] = useState('')
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const found = findCommands(useCommands(), question)
  const groups = [...new Set(found.map(({ group }) => group))]
  // Ranked names of several groups would tear the groups apart.
  const listed = groups.flatMap(group => found.filter(command => command.group === group))
  const place = Math.min(active, listed.length - 1)
  const current = listed[place]
  const optionId = (command: ListedCommand) => `${id} ${command.id}`.replaceAll(' ', '-')

  useEffect(() => {
    field.current?.focus()
    setQuestion(takeTypedAhead())
    // Keys between the end of the dialog and its event are no text of the next list.
    return () => void takeTypedAhead()
  }, [])
  const currentId = current === undefined ? undefined : optionId(current)
  useEffect(() => {
    if (currentId !== undefined) document.getElementById(currentId)?.scrollIntoView({ block: 'nearest' })
  }, [currentId])

  const choose = (command: ListedCommand | undefined) => {
    if (command === undefined || command.obstacle !== null) return
    // At once, since the dialog's own event comes later and would also close a list that the next key has opened.
    field.current?.closest('dialog')?.close()
    openDialog(null)
    // After the dialog has given the focus back, because a command may move it.
    command.run()
  }
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: (place + 1) % Math.max(1, listed.length),
    ArrowUp: (place - 1 + listed.length) % Math.max(1, listed.length),
    PageDown: Math.min(listed.length - 1, place + pageLength),
    PageUp: Math.max(0, place - pageLength),
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter ends the input of Japanese.
    if (event.nativeEvent.isComposing) return
    const moved = moves[event.key]
    if (moved !== undefined) setActive(moved)
    else if (event.key === 'Enter') choose(current)
    else return
    event.preventDefault()
  }
  return (
    <Modal title={text(texts.title)} onClose={() => openDialog(null)}>
      <div className="palette">
        <label className="palette-field">
          <Search size={16} aria-hidden="true" />
          <input
            ref={field}
            className="input"
            role="combobox"
            aria-label={text(texts.field)}
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={currentId}
            placeholder={text(texts.field)}
            autoComplete="off"
            spellCheck={false}
            value={question}
            onKeyDown={onKeyDown}
            onChange={event => {
              setQuestion(event.target.value)
              setActive(0)
            }}
          />
        </label>
        <p className="visually-hidden" role="status">
          {listed.length === 0 ? '' : text(foundText(listed.length))}
        </p>
        <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={text(texts.list)}>
          {groups.map((group, number) => (
            // biome-ignore lint/a11y/useSemanticElements: a listbox has groups of options, which no element has
            <div key={group} role="group" aria-labelledby={`${id}-group-${number}`}>
              <div className="palette-group" id={`${id}-group-${number}`} role="presentation">
                {group}
              </div>
              {listed
                .filter(command => command.group === group)
                .map(command => (
                  <Option
                    key={command.id}
                    id={optionId(command)}
                    command={command}
                    active={command === current}
                    onChoose={() => choose(command)}
                  />
                ))}
            </div>
          ))}
        </div>
        {listed.length === 0 && (
          <p className="note" role="status">
            {text(texts.none)}
          </p>
        )}
      </div>
    </Modal>
  )
}

interface OptionProps {
  readonly id: string
  readonly command: ListedCommand
  readonly active: boolean
  readonly onChoose: () => void
}

/** A command of the list. The keys are those of the field, which keeps the focus. */
function Option({ id, command: { name, shortcut, obstacle, on }, active, onChoose }: OptionProps) {
  const text = useText()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
    <div
      id={id}
      role="option"
      className="palette-option"
      aria-selected={active}
      aria-disabled={obstacle !== null}
      onClick={onChoose}
    >
      <span>
        {name}
        {on === true && (
          <span className="palette-on">
            <Check size={14} aria-hidden="true" /> {text(texts.on)}
          </span>
        )}
      </span>
      {shortcut !== undefined && <kbd>{shortcut}</kbd>}
      {obstacle !== null && <small>{obstacle}</small>}
    </div>
  )
}
