import { useEffect } from 'react'
import { typeAhead } from '../palette/typed-ahead.ts'
import { useFilm } from '../store/film-mode.ts'
import { type BottomTab, prefer, usePreferences } from '../store/preferences.ts'
import { useFocus } from '../store/selection.ts'
import { commandFor, pressesAgain } from './key-map.ts'
import { isInLesson, runCommand } from './run-command.ts'

/** Opens a tab below the canvas, or closes it if it is open. */
export function toggleBottomTab(bottomTab: BottomTab): void {
  const now = usePreferences.getState()
  prefer({ bottomTab, bottomOpen: !(now.bottomOpen && now.bottomTab === bottomTab) })
}

const isApple = typeof navigator !== 'undefined' && /^(Mac|iP)/.test(navigator.platform)

/** Runs the commands of the page's keys. */
export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body
      const inDialog = target.closest('dialog') !== null || document.querySelector('dialog:modal') !== null
      // The list is asked for, and its field does not exist yet.
      if (!inDialog && useFocus.getState().dialog === 'palette' && typeAhead(event)) {
        event.preventDefault()
        return
      }
      const onControl =
        target.closest('button, a, input, select, summary, [role="tab"], [role="option"]') !== null
      // Also in a dialog.
      if (pressesAgain({ key: event.key, repeat: event.repeat, onControl })) event.preventDefault()
      // A widget that has used the key prevents its default.
      if (event.defaultPrevented) return
      // Also for a key on the page behind the dialog: to prevent its default would keep Escape from closing the dialog.
      if (inDialog) return
      const command = commandFor({
        code: event.code,
        key: event.key,
        alt: event.altKey,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        shift: event.shiftKey,
        repeat: event.repeat,
        typing: target.matches(
          'input:not([type="range"], [type="checkbox"]), textarea, select, [contenteditable]',
        ),
        onControl,
        apple: isApple,
      })
      if (command === null) return
      const isPage = command === 'lesson-next' || command === 'lesson-back'
      if (isPage && !isInLesson() && !useFilm.getState().open) return
      event.preventDefault()
      runCommand(command)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
