// Type-checks each `@example` in the declarations that src/runtime/index.ts exports, in one program.
import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

interface Example {
  readonly name: string
  readonly code: string
}

/** Declarations that the examples share: each example shows one call and not its surroundings. */
const scene = `
declare const context: ActorContext<unknown>
declare const system: ActorSystem
declare const worker: Behavior<string>
declare const target: ActorRef<never>
declare const client: ActorRef<ClusterClientCommand>
declare const reader: ActorRef<Headline>
declare const probe: { readonly ref: ActorRef<string> }
declare const writer: () => Behavior<Command>
declare const createCounter: () => Behavior<Add | Command>
declare const running: Behavior<Command>
declare const counting: (n: number) => Behavior<Count>
declare const ticking: Behavior<'Tick'>
declare const replyTo: ActorRef<number>
declare const lines: string[]
declare const entries: readonly string[]
declare const key: string
declare const sku: string
declare const tally: ActorRef<Read>
declare const isSum: (message: unknown) => message is Sum
declare const isText: (message: unknown) => message is string
declare const withoutRepeats: () => BehaviorInterceptor<string>
declare const counter: Behavior<Add>
declare const IOException: typeof Error
type Command = { readonly type: 'Ready' } | { readonly type: 'Stop' }
interface Count { readonly type: 'Count' }
interface Add { readonly type: 'Add'; readonly n: number }
interface Added { readonly type: 'Added'; readonly n: number }
interface Bought { readonly type: 'Bought'; readonly sku: string }
interface Cart { readonly items: readonly string[] }
interface Greet { readonly type: 'Greet'; readonly whom: string }
interface Headline { readonly type: 'Headline'; readonly text: string }
interface Sum { readonly type: 'Sum'; readonly sum: number }
interface Read { readonly type: 'Read'; readonly replyTo: ActorRef<Sum> }
`

const entry = resolve('src/runtime/index.ts')
const config = ts.getParsedCommandLineOfConfigFile(
  'tsconfig.json',
  { noEmit: true, noUnusedLocals: false, verbatimModuleSyntax: false, isolatedModules: false },
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
)
const options = config?.options ?? {}
const program = ts.createProgram([entry], options)
const checker = program.getTypeChecker()

/** The examples of a declaration and of its members. */
function examplesIn(declaration: ts.Node): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node))
      if (tag.tagName.text === 'example' && tag.parent.parent === node)
        found.push((ts.getTextOfJSDocComment(tag.comment) ?? '').trim())
    ts.forEachChild(node, visit)
  }
  visit(declaration)
  return found
}

/** The node that carries the comment of a declaration: the statement of a constant, the file of a namespace. */
function documented(declaration: ts.Node): readonly ts.Node[] {
  if (ts.isVariableDeclaration(declaration)) return [declaration.parent.parent]
  if (!ts.isNamespaceExport(declaration)) return [declaration]
  const { moduleSpecifier } = declaration.parent
  const file = moduleSpecifier && checker.getSymbolAtLocation(moduleSpecifier)
  return file?.declarations ?? []
}

const source = program.getSourceFile(entry)
const runtime = source && checker.getSymbolAtLocation(source)
const exported = (runtime === undefined ? [] : checker.getExportsOfModule(runtime)).map(symbol => {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const nodes = (target.declarations ?? []).flatMap(documented)
  const examples = [...new Set(nodes.flatMap(examplesIn))].map(
    (code): Example => ({ name: symbol.name, code }),
  )
  return { name: symbol.name, isValue: (target.flags & ts.SymbolFlags.Value) !== 0, examples }
})

/** The type errors of the examples, each with the name of its declaration. */
function errorsOf(examples: readonly Example[]): readonly string[] {
  const header = `import { ${exported.map(each => each.name).join(', ')} } from '${entry}'\n${scene}`
  const files = new Map(
    examples.map(({ name, code }, i) => [
      resolve(`src/runtime/example-${i}-${name}.ts`),
      `${header}export const example = () => {\n${code}\n}\n`,
    ]),
  )
  const host = ts.createCompilerHost(options)
  const { fileExists } = host
  host.fileExists = file => files.has(file) || fileExists(file)
  host.getSourceFile = (file, version) => {
    const text = files.get(file)
    return text === undefined ? program.getSourceFile(file) : ts.createSourceFile(file, text, version)
  }
  const checked = ts.createProgram([...files.keys()], options, host)
  return [...files.keys()].flatMap((file, i) => {
    const example = checked.getSourceFile(file)
    return [...checked.getSyntacticDiagnostics(example), ...checked.getSemanticDiagnostics(example)].map(
      ({ messageText }) => `${examples[i]?.name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
  })
}

test('every class, function and object of the runtime has an example', () => {
  expect(exported.length).toBeGreaterThan(80)
  expect(exported.filter(each => each.isValue && each.examples.length === 0).map(each => each.name)).toEqual(
    [],
  )
})

test('the examples of the runtime have no type errors', () => {
  const examples = exported.flatMap(each => each.examples)
  expect(examples.length).toBeGreaterThan(60)
  expect(errorsOf(examples)).toEqual([])
}, 30_000)

test('an example with a wrong argument is reported under its name', () => {
  expect(errorsOf([{ name: 'MailboxSelector', code: "MailboxSelector.bounded('two')" }])).toEqual([
    "MailboxSelector: Argument of type 'string' is not assignable to parameter of type 'number'.",
  ])
}, 30_000)
