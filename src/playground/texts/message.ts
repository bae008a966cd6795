/** The values of a message's placeholders. */
export type Values = Readonly<Record<string, unknown>>

type Part =
  | string
  /** A value as a text, or the number of the plural around it. */
  | { readonly type: 'value' | 'number'; readonly name: string }
  | {
      readonly type: 'plural' | 'select'
      readonly name: string
      readonly cases: ReadonlyMap<string, readonly Part[]>
    }

/** Name and kind of a placeholder. */
const head = /\{\s*(\w+)\s*(?:,\s*(number|plural|select)\s*)?/y
const caseName = /[\s,]*(=?\w+)\s*\{/y
/** Text up to the next sign of the syntax. An apostrophe quotes a brace, and itself. */
const text = /(?:[^{}#']|'')+/y
const quoted = /'([{}#](?:[^']|'')*)(?:'|$)/y

/** Reads an ICU message: `{name}`, `{name, number}`, `{name, plural, …}`, `{name, select, …}`. */
class MessageReader {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  /** Parts up to the end, or up to the brace that closes a case. `counted`: the value that `#` stands for. */
  parts(counted: string | null): readonly Part[] {
    const parts: Part[] = []
    while (this.#at < this.#source.length && this.#source[this.#at] !== '}') parts.push(this.#part(counted))
    return parts
  }

  #part(counted: string | null): Part {
    if (this.#source[this.#at] === '{') return this.#placeholder(counted)
    const literal = this.#match(text)?.[0] ?? this.#match(quoted)?.[1]
    if (literal !== undefined) return literal.replaceAll("''", "'")
    const sign = this.#source[this.#at++]!
    return sign === '#' && counted !== null ? { type: 'number', name: counted } : sign
  }

  #placeholder(counted: string | null): Part {
    const [, name, kind] = this.#match(head) ?? this.#fail()
    let part: Part
    if (kind === 'plural' || kind === 'select') {
      const cases = new Map<string, readonly Part[]>()
      for (let found = this.#match(caseName); found !== null; found = this.#match(caseName)) {
        cases.set(found[1]!, this.parts(kind === 'plural' ? name! : counted))
        this.#close()
      }
      if (!cases.has('other')) this.#fail()
      part = { type: kind, name: name!, cases }
    } else part = { type: kind === 'number' ? 'number' : 'value', name: name! }
    this.#close()
    return part
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source)
    if (found !== null) this.#at = pattern.lastIndex
    return found
  }

  #close(): void {
    while (this.#source[this.#at] === ' ') this.#at++
    if (this.#source[this.#at++] !== '}') this.#fail()
  }

  #fail(): never {
    throw new Error(`The text [${this.#source}] is not a message: see position ${this.#at}.`)
  }
}

/** The number formats and plural rules of a language. */
export interface LanguageRules {
  readonly number: (value: number | bigint) => string
  readonly plural: (value: number) => string
}

const messages = new Map<string, readonly Part[]>()

/** Fills in the placeholders of an ICU message. Throws for a missing value and for an unknown syntax. */
export function formatMessage(message: string, values: Values, rules: LanguageRules): string {
  let parts = messages.get(message)
  if (parts === undefined) {
    parts = new MessageReader(message).parts(null)
    messages.set(message, parts)
  }
  return join(parts, values, rules)
}

const join = (parts: readonly Part[], values: Values, rules: LanguageRules): string =>
  parts.map(part => (typeof part === 'string' ? part : fill(part, values, rules))).join('')

function fill(part: Exclude<Part, string>, values: Values, rules: LanguageRules): string {
  if (!(part.name in values)) throw new Error(`The value [${part.name}] of a text is missing.`)
  const value = values[part.name]
  switch (part.type) {
    case 'value':
      return value === null || value === undefined ? '' : String(value)
    case 'number':
      return rules.number(value as number)
    case 'select':
      return join(part.cases.get(String(value)) ?? part.cases.get('other')!, values, rules)
    case 'plural':
      return join(
        part.cases.get(`=${value}`) ??
          part.cases.get(rules.plural(value as number)) ??
          part.cases.get('other')!,
        values,
        rules,
      )
  }
}
