import ts from 'typescript'
import { expect, test } from 'vitest'
import { errorTextComplaints, isHeldToErrorTexts } from './error-texts.ts'

const planted = 'src/runtime/planted.ts'

/** The complaints about a module of the runtime with this text, by line. */
function complaintsAbout(text: string): readonly string[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, '.')
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = file => file === planted || fileExists(file)
  host.getSourceFile = (file, language) =>
    file === planted ? ts.createSourceFile(file, text, language, true) : getSourceFile(file, language)
  return errorTextComplaints(ts.createProgram([planted], options, host), [planted])
}

const refused: Readonly<Record<string, readonly string[]>> = {
  'Reads .message of an error': [
    'export const a = (error: TypeError) => error.message',
    "export const b = (error: Error | null) => error?.['message']",
    'export class Own extends Error {}; export const c = (own: Own) => own.message',
    'export const d = <E extends Error>(error: E) => error.message',
    'export const e = (outcome: { error: Error }) => outcome.error.message',
    'export const f = (failure: Error & { code: string }) => failure.message',
  ],
  'Reads .stack of an error': ['export const g = (error: Error) => error.stack'],
  'Takes .message out of an error': [
    'export const h = ({ message }: Error) => message',
    'export const i = (error: Error) => { const { message: text } = error; return text }',
  ],
  'String() makes a text of what may be an error': [
    'export const j = (error: Error) => String(error)',
    'export const k = (thrown: unknown) => String(thrown)',
  ],
  'A template string makes a text of what may be an error': [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a module
    'export const l = (error: Error) => `failed: ${error}`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a module
    'export const m = (thrown: unknown) => `failed: ${thrown}`',
  ],
  'A sum makes a text of what may be an error': ["export const n = (error: Error) => 'failed: ' + error"],
  '.toString() makes a text of an error': ['export const o = (error: Error) => error.toString()'],
  'A catch clause swallows whatever was thrown': [
    'export function p() { try { q() } catch {} }; function q() {}',
    'export function r(): string { try { return q() } catch (thrown) { return "" } }; const q = () => ""',
  ],
  'Uses what was caught without handing it on': [
    'export function s() { try { q() } catch (thrown) { return thrown instanceof Error } }; function q() {}',
    'const caught = (thrown: unknown) => thrown; export function t() { try { q() } catch (thrown) { caught(thrown) } }; function q() {}',
  ],
}

test('each forbidden form is refused at its line with its sentence', () => {
  const all = Object.entries(refused).flatMap(([words, forms]) => forms.map(form => ({ words, form })))
  const complaints = complaintsAbout(
    all.map(({ form }) => `{\n${form.replaceAll('export ', '')}\n}`).join('\n'),
  )
  for (const [index, { words, form }] of all.entries()) {
    const line = `${planted}:${index * 3 + 2} `
    expect(complaints.filter(each => each.startsWith(line)).join(), form).toContain(words)
  }
})

test('texts from the permitted module, rethrown errors and messages of plain data are accepted', () => {
  expect(
    complaintsAbout(`
      import { caught, errorText, reasonOf } from './actor/base/error-text.ts'
      export const a = (error: Error) => errorText(error) + reasonOf(error)
      export const b = (sent: { readonly message: string }) => sent.message + String(1)
      export function c(run: () => void) {
        try { run() } catch (thrown) { return caught(thrown) }
        try { run() } catch (thrown) { throw thrown }
      }
    `),
  ).toEqual([])
})

test('a file that is missing in the program is refused', () => {
  const program = ts.createProgram([], { noLib: true })
  expect(errorTextComplaints(program, ['src/runtime/gone.ts'])).toEqual(['src/runtime/gone.ts was not seen.'])
})

test.each([
  ['src/runtime/actor/kernel/cell.ts', true],
  ['src/scenarios/cqrs/writer.ts', true],
  ['src/runtime/actor/kernel/cell.test.ts', false],
  ['src/runtime/testkit/same-value.ts', false],
  ['src/runtime/actor/base/error-text.ts', false],
  ['src/playground/playground.tsx', false],
])('%s must keep the rule: %s', (file, held) => {
  expect(isHeldToErrorTexts(file)).toBe(held)
})
