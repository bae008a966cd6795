import ts from 'typescript'

/**
 * The titles of the tests in a file, each with the titles of its `describe`s in front, read from the source
 * without running it. Skipped and todo tests are left out.
 */
export function testTitles(fileName: string, source: string): string[] {
  const titles: string[] = []
  const visit = (node: ts.Node, around: string): void => {
    if (ts.isCallExpression(node)) {
      const words = calleeWords(node.expression)
      const runs = words.every(word => word !== 'skip' && word !== 'todo')
      const title = node.arguments[0] === undefined ? null : literalText(node.arguments[0])
      if (title !== null && words[0] === 'describe') {
        if (runs) for (const argument of node.arguments.slice(1)) visit(argument, `${around}${title} `)
        return
      }
      if (title !== null && words[0] === 'test' && runs) titles.push(around + title)
    }
    ts.forEachChild(node, child => visit(child, around))
  }
  visit(ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2023, true), '')
  return titles
}

/** `test.each(…)(…)` → test, each. */
function calleeWords(callee: ts.Expression): string[] {
  if (ts.isIdentifier(callee)) return [callee.text]
  if (ts.isPropertyAccessExpression(callee)) return [...calleeWords(callee.expression), callee.name.text]
  return ts.isCallExpression(callee) ? calleeWords(callee.expression) : []
}

/** The text of a literal; placeholders of a template become `…`. */
function literalText(node: ts.Expression): string | null {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.head.text + node.templateSpans.map(span => `…${span.literal.text}`).join('')
}
