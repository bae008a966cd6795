/** Commands that have a key. None is a single letter, because screen readers and forms use those. */
export type Command =
  | 'play'
  | 'step'
  | 'step-back'
  | 'start'
  | 'now'
  | 'faster'
  | 'slower'
  | 'real-speed'
  | 'send'
  | 'inspect'
  | 'members'
  | 'journal'
  | 'events'
  | 'log'
  | 'text'
  | 'lesson'
  | 'lesson-next'
  | 'lesson-back'
  | 'share'
  | 'new-run'
  | 'dead-letters'
  | 'undo'
  | 'redo'
  | 'branches'
  | 'why'
  | 'palette'
  | 'keys'
  | 'close'

export interface Binding {
  readonly command: Command
  /** A `KeyboardEvent.code`; `?` is compared with `key` instead, because its place differs between keyboards. */
  readonly code: string
  readonly alt?: boolean
  /** Control, or Command on a Mac. */
  readonly ctrl?: boolean
  readonly shift?: boolean
  /** Its text in the list of keys. */
  readonly shown: string
}

export const bindings: readonly Binding[] = [
  { command: 'play', code: 'Space', shown: 'Space' },
  { command: 'step', code: 'ArrowRight', alt: true, shown: 'Alt →' },
  { command: 'step-back', code: 'ArrowLeft', alt: true, shown: 'Alt ←' },
  { command: 'start', code: 'Home', alt: true, shown: 'Alt Home' },
  { command: 'now', code: 'End', alt: true, shown: 'Alt End' },
  { command: 'faster', code: 'ArrowUp', alt: true, shown: 'Alt ↑' },
  { command: 'slower', code: 'ArrowDown', alt: true, shown: 'Alt ↓' },
  { command: 'real-speed', code: 'Digit0', alt: true, shown: 'Alt 0' },
  { command: 'send', code: 'Digit1', alt: true, shown: 'Alt 1' },
  { command: 'inspect', code: 'Digit2', alt: true, shown: 'Alt 2' },
  { command: 'events', code: 'Digit3', alt: true, shown: 'Alt 3' },
  { command: 'log', code: 'Digit4', alt: true, shown: 'Alt 4' },
  { command: 'text', code: 'Digit5', alt: true, shown: 'Alt 5' },
  { command: 'lesson', code: 'Digit6', alt: true, shown: 'Alt 6' },
  { command: 'lesson-next', code: 'PageDown', shown: 'Page ↓' },
  { command: 'lesson-back', code: 'PageUp', shown: 'Page ↑' },
  { command: 'share', code: 'Digit7', alt: true, shown: 'Alt 7' },
  { command: 'new-run', code: 'Digit8', alt: true, shown: 'Alt 8' },
  { command: 'dead-letters', code: 'Digit9', alt: true, shown: 'Alt 9' },
  { command: 'undo', code: 'KeyZ', ctrl: true, shown: 'Ctrl Z' },
  { command: 'redo', code: 'KeyZ', ctrl: true, shift: true, shown: 'Ctrl ⇧ Z' },
  { command: 'members', code: 'KeyM', alt: true, shown: 'Alt M' },
  { command: 'journal', code: 'KeyJ', alt: true, shown: 'Alt J' },
  { command: 'branches', code: 'KeyB', alt: true, shown: 'Alt B' },
  { command: 'why', code: 'KeyY', alt: true, shown: 'Alt Y' },
  { command: 'palette', code: 'KeyK', ctrl: true, shown: 'Ctrl K' },
  { command: 'keys', code: '?', shown: '?' },
  { command: 'close', code: 'Escape', shown: 'Esc' },
]

/** A pressed key and its context. */
export interface Press {
  readonly code: string
  readonly key: string
  readonly alt: boolean
  readonly ctrl: boolean
  readonly meta: boolean
  readonly shift: boolean
  /** The key is held down. */
  readonly repeat: boolean
  /** The focus is in a text field: only keys with Alt, Escape and the list of commands are commands. */
  readonly typing: boolean
  /** On an Apple keyboard, Control edits text and Command has the shortcuts. */
  readonly apple: boolean
  /** The focus is on a button or another control that uses Space. */
  readonly onControl: boolean
}

/** Commands that a held key may repeat, because each repetition is a small and visible movement. */
const repeatable: readonly Command[] = ['step', 'step-back', 'faster', 'slower']

/** Commands without Alt whose key means nothing in a text field. */
const alsoTyping: readonly Command[] = ['close', 'palette']

export function commandFor(press: Press): Command | null {
  const withCtrl = press.ctrl || press.meta
  // In a text field, these keys are about its text.
  if (withCtrl && press.typing && !(press.code === 'KeyK' && press.meta === press.apple)) return null
  // On some keyboards, a digit with Alt types a character such as [ or |.
  if (press.typing && press.alt && typesText(press)) return null
  const binding = bindings.find(({ code, alt = false, ctrl = false, shift = false }) =>
    code === '?'
      ? press.key === '?' && !press.alt && !withCtrl
      : code === press.code && alt === press.alt && ctrl === withCtrl && (!ctrl || shift === press.shift),
  )
  if (binding === undefined || (press.repeat && !repeatable.includes(binding.command))) return null
  if (press.typing && binding.alt !== true && !alsoTyping.includes(binding.command)) return null
  if (press.onControl && binding.command === 'play') return null
  return binding.command
}

/** True if the key types a character other than its own digit, or begins one, such as an accent. */
const typesText = ({ key, code }: Press): boolean =>
  key === 'Dead' || ([...key].length === 1 && code !== `Digit${key}`)

/** True if the browser would press a control, or send a form, once more for each repetition of a held key. */
export const pressesAgain = ({
  key,
  repeat,
  onControl,
}: Pick<Press, 'key' | 'repeat' | 'onControl'>): boolean => repeat && key === 'Enter' && onControl
