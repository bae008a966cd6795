/** A text in the languages of the page. */
export interface Text {
  readonly en: string
  readonly ja: string
}

/** One field of a command's form. */
export interface CommandField {
  readonly name: string
  readonly label: Text
  readonly kind: 'text'
  readonly required: boolean
  /** Characters. */
  readonly maxLength: number
  /** Texts that cannot be taken: names that the codec or the engine keeps for itself. */
  readonly reserved?: readonly string[]
  readonly example: string
  /** More to choose from: each leads to something else. */
  readonly examples?: readonly string[]
}

/** A command a person can send from outside: which actor takes it, and the form that makes it. */
export interface CommandCard {
  /** The message's `type`. */
  readonly type: string
  readonly title: Text
  readonly help: Text
  readonly participant: string
  readonly actor: string
  readonly fields: readonly CommandField[]
  readonly submit: Text
  /** It can be sent in bursts; the page offers so many at once. */
  readonly burst?: number
}

export interface RoleCard {
  readonly name: string
  readonly title: Text
  readonly help: Text
}

/** What the page says about an actor of this scenario; `path` without address and uid. */
export interface ActorCard {
  readonly path: string
  readonly title: Text
  readonly help: Text
  /** Shown on the node's card even when it is one of many. */
  readonly canFail: boolean
  /** Error classes that can happen in it, by name: the page offers to make it fail with one of them. */
  readonly errors?: readonly string[]
  /** File with its behavior, under `src/scenarios`: shown in the inspector, with the handler that ran last marked. */
  readonly source?: string
}

/** A request or a reply of the client: its `type` and what it holds. */
export interface ExchangeData {
  readonly type: string
  readonly [field: string]: string | number | null
}

/** A reply in words. `missing`: an answer, but not what was hoped for. `no-answer`: something failed. */
export interface WordedReply {
  readonly outcome: 'ok' | 'missing' | 'no-answer'
  readonly words: Text
}

/** How requests and replies of the client are said, by their `type`. */
export interface ExchangeWords {
  readonly requests: { readonly [type: string]: (request: ExchangeData) => Text }
  readonly replies: { readonly [type: string]: (reply: ExchangeData) => WordedReply }
}

/** Said alike in every language: code. */
export const sameText = (text: string): Text => ({ en: text, ja: text })

export const wordRequest = ({ exchanges }: ScenarioCard, request: ExchangeData): Text =>
  exchanges.requests[request.type]?.(request) ?? sameText(request.type)

export const wordReply = ({ exchanges }: ScenarioCard, reply: ExchangeData): WordedReply =>
  exchanges.replies[reply.type]?.(reply) ?? { outcome: 'ok', words: sameText(reply.type) }

/** What the page knows of a scenario without loading its code. */
export interface ScenarioCard {
  readonly id: string
  readonly title: Text
  readonly intro: Text
  readonly roles: readonly RoleCard[]
  readonly commands: readonly CommandCard[]
  readonly actors: readonly ActorCard[]
  readonly exchanges: ExchangeWords
  /** The actor trees of its nodes stand open on the canvas from the start. */
  readonly treesOpen?: true
}

/** Checks a command's fields as typed. Returns one clear sentence about the first thing wrong, or null. */
export function refuseCommand(command: CommandCard, values: Readonly<Record<string, unknown>>): Text | null {
  for (const field of command.fields) {
    const value = values[field.name]
    if (value !== undefined && typeof value !== 'string') {
      return {
        en: `“${field.label.en}” must be text.`,
        ja: `「${field.label.ja}」は文字列で入力してください。`,
      }
    }
    const text = value ?? ''
    if (field.required && text.trim() === '') {
      return {
        en: `“${field.label.en}” is empty: type something, for example “${field.example}”.`,
        ja: `「${field.label.ja}」が空です。「${field.example}」のように入力してください。`,
      }
    }
    if (field.reserved?.includes(text)) {
      return {
        en: `“${field.label.en}” cannot be “${text}”, a name kept for the machinery: choose another.`,
        ja: `「${field.label.ja}」に「${text}」は使えません。内部で使う名前なので、別の名前にしてください。`,
      }
    }
    if (text.length > field.maxLength) {
      return {
        en: `“${field.label.en}” has ${text.length} characters; the limit is ${field.maxLength}. Shorten it.`,
        ja: `「${field.label.ja}」は${text.length}文字です。上限は${field.maxLength}文字なので、短くしてください。`,
      }
    }
  }
  return null
}
