import type { Tree } from '@lezer/common'
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight'

export interface Piece {
  readonly text: string
  /** The CSS class; `null` for text without a colour. */
  readonly kind: string | null
}

const highlighter = tagHighlighter([
  { tag: tags.comment, class: 'code-comment' },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], class: 'code-keyword' },
  { tag: [tags.string, tags.special(tags.string)], class: 'code-string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'code-number' },
  { tag: [tags.typeName, tags.className], class: 'code-type' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
    ],
    class: 'code-function',
  },
])

/** The lines of a file, each in pieces of one colour. */
export function highlightLines(source: string, tree: Tree): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]]
  const add = (text: string, kind: string | null) => {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push({ text: part, kind })
    }
  }
  let done = 0
  highlightTree(tree, highlighter, (from, to, kind) => {
    add(source.slice(done, from), null)
    add(source.slice(from, to), kind)
    done = to
  })
  add(source.slice(done), null)
  if (lines.at(-1)?.length === 0) lines.pop()
  return lines
}
