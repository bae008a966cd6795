import type { SyntaxNode, Tree } from '@lezer/common'
import { parser } from '@lezer/javascript'

const typescript = parser.configure({ dialect: 'ts' })

export const parseSource = (source: string): Tree => typescript.parse(source)

/** Lines of the file, counted from 1, both included. */
export interface Lines {
  readonly from: number
  readonly to: number
}

export interface Handlers {
  readonly lines: readonly Lines[]
  /** `exact`: it names the message. `any`: a handler that takes messages of every kind. */
  readonly how: 'exact' | 'any'
}

/**
 * Where a behavior handles a message or signal with this label: the clauses `case 'Label':` and the branches
 * `if (message.type === 'Label')` of handlers, which are functions given to a call or standing in an object. With
 * several behaviors in a file there may be several. Where none names the label, handlers that name none at all.
 */
export function findHandlers(source: string, tree: Tree, label: string, kind: Handled): Handlers | null {
  const exact = new Map<number, Lines>()
  const naming = new Set<number>()
  const handlers = new Map<number, SyntaxNode>()
  tree.iterate({
    enter: ({ node }) => {
      if (handledBy(source, node) === kind) handlers.set(node.from, node)
      const said = labelOf(source, node)
      if (said === null) return
      const handler = handlerAround(source, node)
      if (handler === null) return
      naming.add(handler.from)
      const clause = said === label ? clauseOf(source, node) : null
      if (clause !== null) exact.set(clause.from, linesOf(source, clause.from, clause.to))
    },
  })
  if (exact.size > 0) return { lines: [...exact.values()], how: 'exact' }
  const any = [...handlers.values()].filter(
    ({ from, to }) => ![...naming].some(other => other >= from && other < to),
  )
  if (any.length === 0) return null
  return { lines: any.map(({ from, to }) => linesOf(source, from, to)), how: 'any' }
}

const textOf = (source: string, { from, to }: SyntaxNode) => source.slice(from, to)

/** `'Label'` after `case`, or compared with something's `type`. */
function labelOf(source: string, node: SyntaxNode): string | null {
  if (node.name !== 'String') return null
  const above = node.parent
  if (above?.name === 'CaseLabel') {
    const on = above.parent?.parent?.getChild('ParenthesizedExpression')
    if (on === undefined || on === null || !/\.type\s*\)$/.test(textOf(source, on))) return null
  } else if (above?.name === 'BinaryExpression') {
    if (!/\.type\s*===/.test(textOf(source, above))) return null
  } else return null
  return source.slice(node.from + 1, node.to - 1)
}

const takesMessages = /\b(receive|receiveMessage|onMessage|commandHandler)$/
const takesSignals = /\b(receiveSignal|onSignal)$/

export type Handled = 'message' | 'signal'

/** What a function takes, given to a call as `Behaviors.receive…((…) => …)` or standing at a name as `receiveSignal: (…) => …`. */
function handledBy(source: string, node: SyntaxNode): Handled | null {
  if (node.name !== 'ArrowFunction' && node.name !== 'FunctionExpression') return null
  const above = node.parent
  const named = above?.name === 'Property' ? above : above?.name === 'ArgList' ? above.parent : null
  const name = named?.firstChild
  if (name === undefined || name === null) return null
  // `receiveMessage<Get>`: called with the types of its messages.
  const text = textOf(source, name.name === 'InstantiationExpression' ? (name.firstChild ?? name) : name)
  return takesMessages.test(text) ? 'message' : takesSignals.test(text) ? 'signal' : null
}

function handlerAround(source: string, node: SyntaxNode): SyntaxNode | null {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    if (handledBy(source, at) !== null) return at
    // A function with a name of its own is somebody's aid and may be called with anything.
    if (at.name === 'FunctionDeclaration') return null
  }
  return null
}

/** From its `case`, with others that share it, to the next one; or the whole `if` with what it guards. */
function clauseOf(source: string, label: SyntaxNode): { from: number; to: number } | null {
  const above = label.parent
  if (above?.name === 'CaseLabel') {
    let end = above.to
    let body = false
    for (let next = above.nextSibling; next !== null; next = next.nextSibling) {
      const isLabel = next.name === 'CaseLabel' || next.name === 'DefaultLabel'
      if ((isLabel && body) || next.name === '}') break
      if (!isLabel) body = true
      end = next.to
    }
    return { from: above.from, to: end }
  }
  for (let at = above; at !== undefined && at !== null; at = at.parent) {
    if (at.name === 'IfStatement') return { from: at.from, to: at.to }
    if (handledBy(source, at) !== null) return null
  }
  return null
}

const lineAt = (source: string, position: number): number => {
  let line = 1
  for (let at = source.indexOf('\n'); at >= 0 && at < position; at = source.indexOf('\n', at + 1)) line += 1
  return line
}

const linesOf = (source: string, from: number, to: number): Lines => ({
  from: lineAt(source, from),
  to: lineAt(source, to),
})
