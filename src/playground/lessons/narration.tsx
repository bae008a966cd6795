import { createElement, Fragment, type ReactNode } from 'react'
import { type Inline, parseNarration } from '../../lessons/narration-markup.ts'
import { isRefused } from '../../trace/index.ts'

/**
 * The text of a lesson. Its Markdown becomes React elements, never HTML text, so that nothing of a lesson is executed. Text
 * with unsupported markup is shown as it is.
 */
export function Narration({ text }: { readonly text: string }) {
  const blocks = parseNarration(text)
  if (isRefused(blocks)) return <p>{text}</p>
  return (
    <>
      {fixed(
        blocks.map(block => {
          if (block.type === 'paragraph') return createElement('p', null, inlines(block.parts))
          const items = block.items.map(item => createElement('li', null, inlines(item)))
          return createElement(block.ordered ? 'ol' : 'ul', null, ...items)
        }),
      )}
    </>
  )
}

/** Children that never change their order, so they need no keys. */
const fixed = (children: readonly ReactNode[]): ReactNode => createElement(Fragment, null, ...children)

const inlines = (parts: readonly Inline[]): ReactNode => fixed(parts.map(inline))

function inline(part: Inline): ReactNode {
  switch (part.type) {
    case 'text':
      return part.text
    case 'code':
      return <code>{part.text}</code>
    case 'strong':
      return <strong>{inlines(part.parts)}</strong>
    case 'em':
      return <em>{inlines(part.parts)}</em>
  }
}
