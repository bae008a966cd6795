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
  /** In characters. */
  readonly maxLength: number
  /** Texts that are rejected, because the codec or JavaScript uses these names itself. */
  readonly reserved?: readonly string[]
  readonly example: string
  /** Further examples, each with a different outcome. */
  readonly examples?: readonly string[]
}

/** A command that a person can send: its target actor and its form. */
export interface CommandCard {
  /** The message's `type`. */
  readonly type: string
  readonly title: Text
  readonly help: Text
  readonly participant: string
  readonly actor: string
  readonly fields: readonly CommandField[]
  readonly submit: Text
  /** Number of copies that the page offers to send at once; absent when the command is sent singly. */
  readonly burst?: number
}

export interface RoleCard {
  readonly name: string
  readonly title: Text
  readonly help: Text
}

/** What an actor returned from `inspect`, as plain data. */
export type StateData = Readonly<Record<string, unknown>>

/** The page's description of an actor of this scenario. `path` is without address and uid. */
export interface ActorCard {
  readonly path: string
  readonly title: Text
  readonly help: Text
  /** Whether a person can make this actor fail. The node's card then always shows it. */
  readonly canFail: boolean
  /** Names of the error classes with which the page offers to make it fail. */
  readonly errors?: readonly string[]
  /** Path of its source under `src/scenarios`. The inspector shows the file and marks the last handler that ran. */
  readonly source?: string
  /** The actor's state in a few words, for its card on the canvas. Default: the names and values of the state. */
  readonly state?: (state: StateData) => Text
}

/** A number of things as a text, for `state`: `{ en: '1 event', ja: 'イベント1件' }`. */
export const countText = (count: number, one: string, many: string, ja: string): Text => ({
  en: `${count} ${count === 1 ? one : many}`,
  ja: `${ja}${count}件`,
})

/** The number of elements or fields of a part of a state. */
export const sizeOf = (part: unknown): number =>
  typeof part === 'object' && part !== null ? Object.keys(part).length : 0

/** A request or a reply of the client: its `type` and its fields. */
export interface ExchangeData {
  readonly type: string
  readonly [field: string]: string | number | null
}

/** A reply as a text. */
export interface ReplyText {
  /** `missing`: a reply without the requested result. `no-answer`: no reply, or one that reports a failure. */
  readonly outcome: 'ok' | 'missing' | 'no-answer'
  readonly text: Text
}

/** Texts for the client's requests and replies, by their `type`. */
export interface ExchangeTexts {
  readonly requests: { readonly [type: string]: (request: ExchangeData) => Text }
  readonly replies: { readonly [type: string]: (reply: ExchangeData) => ReplyText }
}

/** A text that is the same in every language, such as code. */
export const sameText = (text: string): Text => ({ en: text, ja: text })

export const requestText = ({ exchanges }: ScenarioCard, request: ExchangeData): Text =>
  exchanges.requests[request.type]?.(request) ?? sameText(request.type)

export const replyText = ({ exchanges }: ScenarioCard, reply: ExchangeData): ReplyText =>
  exchanges.replies[reply.type]?.(reply) ?? { outcome: 'ok', text: sameText(reply.type) }

/** A scenario's description for the page, which shows it without loading the scenario's code. */
export interface ScenarioCard {
  readonly id: string
  readonly title: Text
  readonly intro: Text
  readonly roles: readonly RoleCard[]
  readonly commands: readonly CommandCard[]
  readonly actors: readonly ActorCard[]
  readonly exchanges: ExchangeTexts
  /** The canvas shows the actor trees of its nodes expanded at the start. */
  readonly treesExpanded?: true
}

/** Validates the fields of a command. Returns one sentence about the first invalid field, or null. */
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
        en: `“${field.label.en}” cannot be “${text}”, because this name is reserved. Choose another name.`,
        ja: `「${field.label.ja}」に「${text}」は使えません。予約された名前なので、別の名前にしてください。`,
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
