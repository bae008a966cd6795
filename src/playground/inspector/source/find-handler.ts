import type { SyntaxNode, Tree } from '@lezer/common'
import { parser } from '@lezer/javascript'

const typescript = parser.configure({ dialect: 'ts' })

export const parseSource = (source: string): Tree => typescript.parse(source)

/** Line numbers from 1, both inclusive. */
export interface Lines {
  readonly from: number
  readonly to: number
}

export interface Handlers {
  readonly lines: readonly Lines[]
  /** `exact`: the handlers name the label. `any`: they name no label, so they handle every message. */
  readonly how: 'exact' | 'any'
}

/**
 * Finds the code that handles a message or signal with this label: a clause `case 'Label':` or a branch
 * `if (message.type === 'Label')` in a handler. A file with several behaviors may have several. If no handler names
 * the label, the handlers without any label are returned; `null` if there are none.
 */
export function findHandlers(source: string, tree: Tree, label: string, kind: Handled): Handlers | null {
  const exact = new Map<number, Lines>()
  const withLabels = new Set<number>()
  const handlers = new Map<number, SyntaxNode>()
  tree.iterate({
    enter: ({ node }) => {
      if (handledBy(source, node) === kind) handlers.set(node.from, node)
      const found = labelOf(source, node)
      if (found === null) return
      const handler = handlerAround(source, node)
      if (handler === null) return
      withLabels.add(handler.from)
      const clause = found === label ? clauseOf(source, node) : null
      if (clause !== null) exact.set(clause.from, linesOf(source, clause.from, clause.to))
    },
  })
  if (exact.size > 0) return { lines: [...exact.values()], how: 'exact' }
  const any = [...handlers.values()].filter(
    ({ from, to }) => ![...withLabels].some(other => other >= from && other < to),
  )
  if (any.length === 0) return null
  return { lines: any.map(({ from, to }) => linesOf(source, from, to)), how: 'any' }
}

const textOf = (source: string, { from, to }: SyntaxNode) => source.slice(from, to)

/** The text of a string after `case` or compared with a `type`; `null` for every other node. */
function labelOf(source: string, node: SyntaxNode): string | null {
  if (node.name !== 'String') return null
  const { parent } = node
  if (parent?.name === 'CaseLabel') {
    const subject = parent.parent?.parent?.getChild('ParenthesizedExpression')
    if (subject === undefined || subject === null || !/\.type\s*\)$/.test(textOf(source, subject)))
      return null
  } else if (parent?.name === 'BinaryExpression') {
    if (!/\.type\s*===/.test(textOf(source, parent))) return null
  } else return null
  return source.slice(node.from + 1, node.to - 1)
}

const messageHandlerNames = /\b(receive|receiveMessage|onMessage|commandHandler)$/
const signalHandlerNames = /\b(receiveSignal|onSignal)$/

export type Handled = 'message' | 'signal'

/**
 * The kind of handler that a function is by the name of its call, `Behaviors.receive…((…) => …)`, or of its property,
 * `receiveSignal: (…) => …`; `null` for every other node.
 */
function handledBy(source: string, node: SyntaxNode): Handled | null {
  if (node.name !== 'ArrowFunction' && node.name !== 'FunctionExpression') return null
  const { parent } = node
  const named = parent?.name === 'Property' ? parent : parent?.name === 'ArgList' ? parent.parent : null
  const name = named?.firstChild
  if (name === undefined || name === null) return null
  // In `receiveMessage<Get>(…)` the name is the first child of the instantiation.
  const text = textOf(source, name.name === 'InstantiationExpression' ? (name.firstChild ?? name) : name)
  return messageHandlerNames.test(text) ? 'message' : signalHandlerNames.test(text) ? 'signal' : null
}

function handlerAround(source: string, node: SyntaxNode): SyntaxNode | null {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    if (handledBy(source, at) !== null) return at
    // A declared function may be called with other objects than the handler's message.
    if (at.name === 'FunctionDeclaration') return null
  }
  return null
}

/** From the `case` of a label to the end of its clause, or the whole `if` statement. */
function clauseOf(source: string, label: SyntaxNode): { from: number; to: number } | null {
  const { parent } = label
  if (parent?.name === 'CaseLabel') {
    let end = parent.to
    let body = false
    for (let next = parent.nextSibling; next !== null; next = next.nextSibling) {
      const isLabel = next.name === 'CaseLabel' || next.name === 'DefaultLabel'
      if ((isLabel && body) || next.name === '}') break
      if (!isLabel) body = true
      end = next.to
    }
    return { from: parent.from, to: end }
  }
  for (let at = parent; at !== undefined && at !== null; at = at.parent) {
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
