import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { javascript, localCompletionSource } from '@codemirror/lang-javascript'
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import type { CodeProblem } from '../../sandbox/compile/code-problem.ts'
import type { Locale } from '../texts/texts.ts'
import { completeApi } from './complete-api.ts'

interface CodeFieldProps {
  readonly label: string
  /** The text at the beginning. Another object replaces what a person has written, which can be undone. */
  readonly given: { readonly text: string }
  /** The problem to mark at its place; null: none. */
  readonly problem: CodeProblem | null
  readonly hidden: boolean
  readonly language: Locale
  readonly onChange: (text: string) => void
}

/** An editor for TypeScript with the actor API. */
export function CodeField({ label, given, problem, hidden, language, onChange }: CodeFieldProps) {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  const current = useRef({ given, onChange })
  current.current = { given, onChange }
  useEffect(() => {
    const element = host.current
    if (element === null) return
    // In a shadow tree the editor adopts its style sheets; in the document it would add elements that the policy refuses.
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const view = new EditorView({
      parent: root as unknown as Element,
      root,
      state: EditorState.create({
        doc: editor.current?.state.doc ?? current.current.given.text,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          javascript({ typescript: true }),
          autocompletion({ override: [completeApi, localCompletionSource] }),
          syntaxHighlighting(colours),
          replaceSelection,
          EditorState.phrases.of(phrases[language]),
          keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of(update => {
            if (update.docChanged) current.current.onChange(update.state.doc.toString())
          }),
          look,
        ],
      }),
    })
    view.dispatch({ effects: EditorView.scrollIntoView(afterImports(view.state), { y: 'start' }) })
    editor.current = view
    // A touch screen would show its keyboard over the code before it can be read.
    if (matchMedia('(pointer: fine)').matches) view.focus()
    return () => view.destroy()
  }, [label, language])
  useEffect(() => {
    const doc = editor.current?.state.doc
    if (doc === undefined || doc.toString() === given.text) return
    editor.current?.dispatch({ changes: { from: 0, to: doc.length, insert: given.text } })
  }, [given])
  useEffect(() => {
    const view = editor.current
    if (view === null) return
    const marks = problem === null ? [] : [diagnosticOf(problem, view.state, language)]
    view.dispatch(setDiagnostics(view.state, marks))
  }, [problem, language])
  return <div ref={host} className="code-field" hidden={hidden} />
}

/** The first line of the code itself, because a long list of imports would fill a small field. */
function afterImports({ doc }: EditorState): number {
  let end = 0
  for (let number = 1; number <= doc.lines; number++) {
    const line = doc.line(number)
    if (/^(import\b.*|\} )from '.*'$/.test(line.text)) end = line.to + 1
  }
  return Math.min(end, doc.length)
}

/** Typing over a selection. The browser would keep the colours of the old text by a style that the policy refuses. */
const replaceSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType } = event
    const { from, to, empty } = view.state.selection.main
    if (inputType !== 'insertText' || data === null || empty || view.composing) return false
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type' })
    const isDone = view.state.facet(EditorView.inputHandler).some(use => use(view, from, to, data, insert))
    if (!isDone) view.dispatch(insert())
    return true
  },
})

const phrases = { en: {}, ja: { Completions: '補完候補' } }

/** Marks the word at the problem, or its whole line where the column is unknown. */
function diagnosticOf(
  { line, column, reason }: CodeProblem,
  { doc }: EditorState,
  language: Locale,
): Diagnostic {
  const place = doc.line(Math.min(line, doc.lines))
  const from = Math.min(place.to, place.from + Math.max(0, column - 1))
  const word = /^\w+/.exec(doc.sliceString(from, place.to))?.[0].length ?? 1
  const to = column === 0 ? place.to : Math.min(place.to, from + word)
  return { from, to, severity: 'error', message: reason[language] }
}

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--exiting)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--up)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--joining)' },
  { tag: [tags.typeName, tags.className], color: 'var(--down)' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--accent)',
  },
])

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: 'var(--type-m)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-faint)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--surface-sunk)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '8px',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  // The policy of the page refuses the images that the marks have by default.
  '.cm-line:has(.cm-lintRange-error)': { backgroundColor: 'var(--down-soft)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--down) 1.5px',
    textUnderlineOffset: '3px',
  },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', maxWidth: '48ch', whiteSpace: 'normal' },
})
