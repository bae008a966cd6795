import { isAbsolute, relative } from 'node:path'
import ts from 'typescript'
import { isTestOnly } from './layers.ts'

/** The only module that converts errors to texts and handles caught values; every other module calls it. */
export const errorTextModule = 'src/runtime/actor/base/error-text.ts'

/** Functions that a catch clause may pass its value to, with the module of each. */
const handlers: Readonly<Record<string, string>> = {
  caught: errorTextModule,
  fatalOf: errorTextModule,
  handleFailure: 'src/runtime/actor/kernel/cell-failure.ts',
}

/** Properties of an error whose text depends on the engine. */
const engineWords = ['message', 'stack']

/** The files whose texts can reach a trace. */
export const isHeldToErrorTexts = (file: string): boolean =>
  /^src\/(runtime|scenarios)\/.*\.ts$/.test(file) &&
  !isTestOnly(file) &&
  file !== errorTextModule &&
  // Scripts in real time have no trace, and their errors belong to the person who runs them.
  !file.startsWith('src/runtime/driver/')

/** One sentence for each place in these files that reads an engine-specific text or swallows an error. */
export function errorTextComplaints(program: ts.Program, files: readonly string[]): readonly string[] {
  return files.flatMap(file => {
    const source = program.getSourceFile(file)
    return source === undefined
      ? [`${file} was not seen.`]
      : new FileCheck(program, source, file).complaints()
  })
}

class FileCheck {
  readonly #program: ts.Program
  readonly #checker: ts.TypeChecker
  readonly #source: ts.SourceFile
  readonly #file: string
  readonly #complaints: string[] = []

  constructor(program: ts.Program, source: ts.SourceFile, file: string) {
    this.#program = program
    this.#checker = program.getTypeChecker()
    this.#source = source
    this.#file = file
  }

  complaints(): readonly string[] {
    this.#visit(this.#source)
    return this.#complaints
  }

  #visit(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node)) this.#checkField(node, node.expression, node.name.text)
    else if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
      this.#checkField(node, node.expression, node.argumentExpression.text)
    else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) this.#checkBinding(node)
    else if (ts.isTemplateSpan(node)) this.#checkText(node.expression, 'A template string')
    else if (ts.isCallExpression(node)) this.#checkCall(node)
    else if (ts.isBinaryExpression(node)) this.#checkSum(node)
    else if (ts.isCatchClause(node)) this.#checkCatch(node)
    ts.forEachChild(node, child => this.#visit(child))
  }

  #checkField(node: ts.Node, object: ts.Expression, field: string): void {
    if (engineWords.includes(field) && this.#mayBeError(object, false))
      this.#complain(node, `Reads .${field} of an error`)
  }

  #checkBinding(node: ts.BindingElement): void {
    const name = node.propertyName ?? node.name
    if (ts.isIdentifier(name) && engineWords.includes(name.text) && this.#mayBeError(node.parent, false))
      this.#complain(node, `Takes .${name.text} out of an error`)
  }

  #checkCall({ expression, arguments: given }: ts.CallExpression): void {
    if (ts.isIdentifier(expression) && expression.text === 'String') {
      if (given[0] !== undefined) this.#checkText(given[0], 'String()')
    } else if (
      ts.isPropertyAccessExpression(expression) &&
      expression.name.text === 'toString' &&
      this.#mayBeError(expression.expression, true)
    ) {
      this.#complain(expression, '.toString() makes a text of an error')
    }
  }

  #checkSum({ left, right, operatorToken }: ts.BinaryExpression): void {
    const { kind } = operatorToken
    if (kind !== ts.SyntaxKind.PlusToken && kind !== ts.SyntaxKind.PlusEqualsToken) return
    for (const side of [left, right]) this.#checkText(side, 'A sum')
  }

  #checkText(value: ts.Expression, how: string): void {
    if (this.#mayBeError(value, true)) this.#complain(value, `${how} makes a text of what may be an error`)
  }

  /** A `catch` clause must pass on its value, so that no clause swallows a fatal error. */
  #checkCatch({ variableDeclaration, block }: ts.CatchClause): void {
    if (variableDeclaration === undefined || !ts.isIdentifier(variableDeclaration.name)) {
      this.#complain(block.parent, 'A catch clause swallows whatever was thrown')
      return
    }
    const caught = this.#checker.getSymbolAtLocation(variableDeclaration.name)
    let handled = false
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && this.#checker.getSymbolAtLocation(node) === caught) {
        if (this.#isHandedOn(node)) handled = true
        else this.#complain(node, 'Uses what was caught without handing it on')
      }
      ts.forEachChild(node, visit)
    }
    visit(block)
    if (!handled) this.#complain(block.parent, 'A catch clause swallows whatever was thrown')
  }

  #isHandedOn(node: ts.Identifier): boolean {
    const { parent } = node
    if (ts.isThrowStatement(parent)) return true
    if (!ts.isCallExpression(parent) || !ts.isIdentifier(parent.expression)) return false
    const home = handlers[parent.expression.text]
    if (home === undefined) return false
    const symbol = this.#checker.getSymbolAtLocation(parent.expression)
    const origin =
      symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias
        ? this.#checker.getAliasedSymbol(symbol)
        : symbol
    return origin?.declarations?.some(each => pathOf(each.getSourceFile()) === home) ?? false
  }

  /** True for the type of an error and for `any`; for `unknown` only with `unknownCounts`. */
  #mayBeError(node: ts.Node, unknownCounts: boolean): boolean {
    return this.#isErrorType(this.#checker.getTypeAtLocation(node), unknownCounts)
  }

  #isErrorType(type: ts.Type, unknownCounts: boolean): boolean {
    if (type.flags & ts.TypeFlags.Any) return true
    if (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) return unknownCounts
    if (type.isUnionOrIntersection()) return type.types.some(each => this.#isErrorType(each, unknownCounts))
    if (type.flags & ts.TypeFlags.TypeParameter) {
      const constraint = this.#checker.getBaseConstraintOfType(type)
      return constraint === undefined ? unknownCounts : this.#isErrorType(constraint, unknownCounts)
    }
    const symbol = type.getSymbol()
    if (symbol?.name === 'Error' && symbol.declarations?.some(each => this.#isOfLibrary(each))) return true
    return (type.getBaseTypes() ?? []).some(base => this.#isErrorType(base, unknownCounts))
  }

  #isOfLibrary(declaration: ts.Declaration): boolean {
    return this.#program.isSourceFileDefaultLibrary(declaration.getSourceFile())
  }

  #complain(node: ts.Node, what: string): void {
    const { line } = this.#source.getLineAndCharacterOfPosition(node.getStart(this.#source))
    this.#complaints.push(
      `${this.#file}:${line + 1} ${what}. Engines word errors differently: ` +
        `use caught, errorText, reasonOf or failureText of ${errorTextModule}.`,
    )
  }
}

const pathOf = ({ fileName }: ts.SourceFile): string =>
  isAbsolute(fileName) ? relative(process.cwd(), fileName) : fileName
