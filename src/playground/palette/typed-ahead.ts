type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

let typed = ''

/** Keeps a key that is typed before the list of commands has its field. Returns false for a key that types nothing. */
export function typeAhead({ key, ctrlKey, metaKey, altKey }: Key): boolean {
  if (ctrlKey || metaKey || altKey) return false
  if (key === 'Backspace') typed = [...typed].slice(0, -1).join('')
  else if ([...key].length === 1) typed += key
  else return false
  return true
}

/** The text that was typed since the last call. */
export function takeTypedAhead(): string {
  const text = typed
  typed = ''
  return text
}
