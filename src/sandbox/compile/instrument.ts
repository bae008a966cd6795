import { type Node, type Options, parse } from 'acorn'
import type { Bilingual } from '../../trace/bilingual.ts'
import { adviceFor, allowedNames, exactMath } from './allowed-names.ts'
import type { CodeProblem } from './code-problem.ts'
import {
  caught,
  errorName,
  expressionEnd,
  expressionStart,
  functionEnd,
  functionStart,
  guardPrefix,
  step,
} from './guard-names.ts'
import { Insertions } from './insertions.ts'
import {
  debuggerStatement,
  inexactMath,
  notModule,
  notParsed,
  patternInCatch,
  refusedName,
  reservedName,
} from './reasons.ts'

/** Checked code with counters in it. */
export interface Instrumented {
  readonly text: string
  /** Every name that the code mentions outside of properties. The caller must bind all of them. */
  readonly names: readonly string[]
}

/** A node of the syntax tree, of which only the named fields are read. */
interface TreeNode extends Node {
  readonly [field: string]: unknown
}

const options: Options = { ecmaVersion: 2024, sourceType: 'module', preserveParens: true, locations: true }

/** Names that the compiled code gets from the module loader. */
const loaderNames: ReadonlySet<string> = new Set(['require', 'exports'])

/**
 * Parses JavaScript strictly, refuses all names and syntax that lead out of the sandbox, and inserts counters into loops and
 * functions. `trusted` code, which the build contains, may use what it likes.
 */
export function instrument(file: string, code: string, trusted: boolean): Instrumented | CodeProblem {
  const problemAt = (node: Node, reason: Bilingual): CodeProblem => ({
    file,
    line: node.loc!.start.line,
    column: node.loc!.start.column + 1,
    reason,
  })
  let tree: TreeNode
  try {
    tree = parse(code, options) as unknown as TreeNode
  } catch (error) {
    const { loc } = error as { readonly loc?: { readonly line: number; readonly column: number } }
    return { file, line: loc?.line ?? 1, column: (loc?.column ?? -1) + 1, reason: notParsed }
  }
  const walk = new Walk()
  walk.visit(tree, null, '')
  if (!trusted) {
    const [forbidden] = walk.forbidden
    if (forbidden !== undefined) return problemAt(forbidden.node, forbidden.reason)
    for (const node of walk.references) {
      const { name } = node
      if (name.startsWith(guardPrefix)) return problemAt(node, reservedName(name))
      if (
        !allowedNames.has(name) &&
        !loaderNames.has(name) &&
        !walk.declared.has(name) &&
        name !== 'arguments'
      )
        return { ...problemAt(node, refusedName(name, adviceFor(name))), name }
    }
  }
  const names = new Set(walk.references.map(({ name }) => name))
  for (const own of [...loaderNames, 'undefined', 'arguments', 'eval']) names.delete(own)
  return { text: walk.insertions.applyTo(code), names: [...names].sort() }
}

type NamedNode = TreeNode & { readonly name: string }

const loops: ReadonlySet<string> = new Set([
  'DoWhileStatement',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'WhileStatement',
])

/** Collects the names and the forbidden syntax of a tree, and the counters to insert. */
class Walk {
  readonly insertions = new Insertions()
  readonly declared = new Set<string>()
  readonly references: NamedNode[] = []
  readonly forbidden: { readonly node: Node; readonly reason: Bilingual }[] = []

  visit(node: TreeNode, parent: TreeNode | null, field: string): void {
    this.#check(node)
    if (node.type === 'Identifier' && isReference(parent, field)) this.references.push(node as NamedNode)
    this.#declare(node)
    // Counters of an outer node come first at a shared start, and last at a shared end.
    this.#open(node)
    for (const [name, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) this.visit(child, node, name)
      }
    }
    this.#close(node)
  }

  #check(node: TreeNode): void {
    const reason = refusedSyntax(node)
    if (reason !== null) this.forbidden.push({ node, reason })
  }

  #declare(node: TreeNode): void {
    if (node.type === 'VariableDeclarator' || node.type === 'ClassDeclaration') this.#bind(node.id)
    else if (node.type === 'ClassExpression') this.#bind(node.id)
    else if (node.type === 'CatchClause') this.#bind(node.param)
    else if (isFunction(node)) {
      this.#bind(node.id)
      for (const parameter of node.params as readonly unknown[]) this.#bind(parameter)
    }
  }

  /** Declares the names of a pattern. */
  #bind(pattern: unknown): void {
    for (const { name } of namesIn(pattern)) this.declared.add(name)
  }

  #open(node: TreeNode): void {
    const { line } = node.loc!.start
    const { insertions } = this
    if (loops.has(node.type)) {
      const body = node.body as TreeNode
      if (body.type === 'BlockStatement') insertions.add(body.start + 1, step(line))
      else insertions.add(body.start, `{${step(line)}`)
    } else if (node.type === 'CatchClause') {
      const { start } = node.body as TreeNode
      const { param } = node
      if (!isNode(param)) insertions.add(start, `(${errorName})`)
      insertions.add(start + 1, caught(line, isNode(param) ? (param as NamedNode).name : errorName))
    } else if (node.type === 'TryStatement' && isNode(node.finalizer)) {
      insertions.add(node.finalizer.start + 1, step(line))
    } else if (node.type === 'PropertyDefinition') {
      this.#count(node, 'start')
    } else if (isFunction(node)) {
      this.#count(node, 'start')
      const body = node.body as TreeNode
      if (node.generator === true) insertions.add(body.start + 1, step(line))
      else if (body.type === 'BlockStatement') insertions.add(body.start + 1, functionStart(line))
      else insertions.add(body.start, `{${functionStart(line)}return `)
    }
  }

  /** Counts expressions that run outside of any function's body, since they may run themselves again. */
  #count(node: TreeNode, side: 'start' | 'end'): void {
    for (const expression of uncountedExpressions(node)) {
      if (isFunction(expression) || expression.type === 'Literal') continue
      if (side === 'end') this.insertions.add(expression.end, expressionEnd)
      else this.insertions.add(expression.start, expressionStart(expression.loc!.start.line))
    }
  }

  #close(node: TreeNode): void {
    const { insertions } = this
    if (loops.has(node.type)) {
      const body = node.body as TreeNode
      if (body.type !== 'BlockStatement') insertions.add(body.end, '}')
    } else if (node.type === 'PropertyDefinition') this.#count(node, 'end')
    if (isFunction(node)) this.#count(node, 'end')
    if (isFunction(node) && node.generator !== true) {
      const body = node.body as TreeNode
      if (body.type === 'BlockStatement') insertions.add(body.end - 1, functionEnd)
      else insertions.add(body.end, `;${functionEnd}}`)
    }
  }
}

const isNode = (value: unknown): value is TreeNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

const isFunction = ({ type }: TreeNode): boolean =>
  type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'

/** The names that a pattern declares. */
function namesIn(pattern: unknown): readonly NamedNode[] {
  if (!isNode(pattern)) return []
  switch (pattern.type) {
    case 'Identifier':
      return [pattern as NamedNode]
    case 'ObjectPattern':
      return (pattern.properties as readonly TreeNode[]).flatMap(property =>
        namesIn(property.type === 'RestElement' ? property : property.value),
      )
    case 'ArrayPattern':
      return (pattern.elements as readonly unknown[]).flatMap(namesIn)
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'RestElement':
      return namesIn(pattern.argument)
    default:
      return []
  }
}

/** The initial value of a field, or the default values of a function's parameters. */
function uncountedExpressions(node: TreeNode): readonly TreeNode[] {
  if (node.type === 'PropertyDefinition') return isNode(node.value) ? [node.value] : []
  return (node.params as readonly unknown[]).flatMap(defaultsIn)
}

function defaultsIn(pattern: unknown): readonly TreeNode[] {
  if (!isNode(pattern)) return []
  switch (pattern.type) {
    case 'AssignmentPattern':
      return [pattern.right as TreeNode, ...defaultsIn(pattern.left)]
    case 'ObjectPattern':
      return (pattern.properties as readonly TreeNode[]).flatMap(property =>
        defaultsIn(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return (pattern.elements as readonly unknown[]).flatMap(defaultsIn)
    case 'RestElement':
      return defaultsIn(pattern.argument)
    default:
      return []
  }
}

/** False for the names of properties, methods and labels. */
function isReference(parent: TreeNode | null, field: string): boolean {
  if (parent === null) return true
  switch (parent.type) {
    case 'MemberExpression':
      return field === 'object' || parent.computed === true
    case 'Property':
      return field === 'value' || parent.computed === true || parent.shorthand === true
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return field === 'value' || parent.computed === true
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return false
    default:
      return true
  }
}

/** The sentence about syntax that no behavior may use; null for all other syntax. */
function refusedSyntax(node: TreeNode): Bilingual | null {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.async === true ? refusedName('async', 'waiting') : null
    case 'AwaitExpression':
      return refusedName('await', 'waiting')
    case 'ForOfStatement':
      return node.await === true ? refusedName('await', 'waiting') : null
    case 'ImportExpression':
      return refusedName('import()', 'network')
    case 'MetaProperty':
      return (node.meta as NamedNode).name === 'import' ? refusedName('import.meta', 'page') : null
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportNamedDeclaration':
      return notModule
    case 'CatchClause':
      return isNode(node.param) && node.param.type !== 'Identifier' ? patternInCatch : null
    case 'DebuggerStatement':
      return debuggerStatement
    case 'MemberExpression':
      return refusedMath(node)
    default:
      return null
  }
}

function refusedMath(node: TreeNode): Bilingual | null {
  const object = node.object as NamedNode
  const property = node.property as NamedNode
  if (object.type !== 'Identifier' || object.name !== 'Math' || node.computed === true) return null
  const { name } = property
  if (name === 'random') return refusedName('Math.random', 'random')
  return (exactMath as readonly string[]).includes(name) ? null : inexactMath(`Math.${name}`)
}
