import { type MarkedToken, marked, type Token } from 'marked'
import type { Bilingual } from '../narration/index.ts'
import { type Refused, refuse } from '../trace/index.ts'

/** A run of text. `strong` and `em` hold further runs. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'strong' | 'em'; readonly parts: readonly Inline[] }

export type Block =
  | { readonly type: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }

const aText: Bilingual = { en: 'The text', ja: '文章' }

/** Thrown inside this file for markup that a narration may not contain. */
class Unsupported extends Error {
  readonly markup: string
  constructor(markup: string) {
    super(markup)
    this.markup = markup
  }
}

/**
 * Parses the Markdown of a narration: paragraphs, lists, **strong**, *emphasis* and `code`. Everything else, such as HTML,
 * links, images and headings, is refused, so that a lesson from a file cannot bring markup of its own into the page.
 * @example parseNarration('A **leader** moves members to `Up`.')
 */
export function parseNarration(text: string): readonly Block[] | Refused {
  try {
    return marked.lexer(text, { gfm: false }).flatMap(blocksOf)
  } catch (error) {
    if (error instanceof Unsupported)
      return refuse('narration-markup', { subject: aText, markup: error.markup })
    throw error
  }
}

/** A narration as plain text, for speech and the command line. Text with unsupported markup is returned as it is. */
export function plainNarration(text: string): string {
  const blocks = parseNarration(text)
  if ('refused' in blocks) return text
  return blocks
    .map(block => (block.type === 'paragraph' ? textOf(block.parts) : block.items.map(textOf).join(' ')))
    .join(' ')
}

const textOf = (parts: readonly Inline[]): string =>
  parts.map(part => ('parts' in part ? textOf(part.parts) : part.text)).join('')

// Tokens of extensions, which are not used here, are the only ones that are no `MarkedToken`.
const known = (token: Token): MarkedToken => token as MarkedToken

function blocksOf(given: Token): readonly Block[] {
  const token = known(given)
  switch (token.type) {
    case 'space':
      return []
    case 'paragraph':
    case 'text':
      return [{ type: 'paragraph', parts: inlinesOf(token.tokens ?? []) }]
    case 'list':
      return [
        {
          type: 'list',
          ordered: token.ordered,
          items: token.items.map(item => item.tokens.flatMap(part => inlinesOfItem(known(part)))),
        },
      ]
    default:
      throw new Unsupported(shortened(token.raw))
  }
}

function inlinesOfItem(token: MarkedToken): readonly Inline[] {
  if (token.type === 'space') return []
  if (token.type !== 'text' && token.type !== 'paragraph') throw new Unsupported(shortened(token.raw))
  return inlinesOf(token.tokens ?? [])
}

const inlinesOf = (tokens: readonly Token[]): readonly Inline[] => tokens.map(token => inlineOf(known(token)))

function inlineOf(token: MarkedToken): Inline {
  switch (token.type) {
    case 'text':
      return { type: 'text', text: unescaped(token.text) }
    case 'escape':
      return { type: 'text', text: token.text }
    case 'br':
      return { type: 'text', text: '\n' }
    case 'codespan':
      return { type: 'code', text: unescaped(token.text) }
    case 'strong':
    case 'em':
      return { type: token.type, parts: inlinesOf(token.tokens) }
    default:
      throw new Unsupported(shortened(token.raw))
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** The lexer writes these characters as entities, for HTML; the page renders text. */
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!)

const shortened = (raw: string): string => (raw.length > 40 ? `${raw.trim().slice(0, 39)}…` : raw.trim())
