import type { PlannedParticipant } from '../conductor/host.ts'
import type { Bilingual } from '../trace/bilingual.ts'
import { type Refused, refuse } from '../trace/refused.ts'

/** One field of a command's form. */
export interface CommandField {
  readonly name: string
  readonly label: Bilingual
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
  readonly title: Bilingual
  readonly help: Bilingual
  readonly participant: string
  readonly actor: string
  readonly fields: readonly CommandField[]
  readonly submit: Bilingual
  /** Number of copies that the page offers to send at once; absent when the command is sent singly. */
  readonly burst?: number
  /** Changes what the scenario does from now on. The client neither counts nor answers it. Default: a request. */
  readonly isSwitch?: true
  /** Offered only while the view has the target actor. Default: always. */
  readonly onlyIfPresent?: true
}

export interface RoleCard {
  readonly name: string
  readonly title: Bilingual
  readonly help: Bilingual
}

/** The result of an actor's `inspect`, as plain data. */
export type StateData = Readonly<Record<string, unknown>>

/** The page's description of an actor of this scenario. `path` is without address and uid. */
export interface ActorCard {
  readonly path: string
  readonly title: Bilingual
  readonly help: Bilingual
  /** Whether a person can make this actor fail. The node's card then always shows it. */
  readonly canFail: boolean
  /** Part of the cluster's toolkit: a card only counts it. Default: one of the scenario's own actors. */
  readonly isTool?: true
  /** Names of the error classes with which the page offers to make it fail. */
  readonly errors?: readonly string[]
  /** Path of its source under `src/scenarios`. The inspector shows the file and marks the last handler that ran. */
  readonly source?: string
  /** The actor's state in a few words, for its card on the canvas. Default: the names and values of the state. */
  readonly state?: (state: StateData) => Bilingual
}

/** A number of things as a text, for `state`: `{ en: '1 event', ja: 'イベント1件' }`. */
export const countText = (count: number, one: string, many: string, ja: string): Bilingual => ({
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
  readonly text: Bilingual
}

/** Texts for the client's requests and replies, by their `type`. */
export interface ExchangeTexts {
  readonly requests: { readonly [type: string]: (request: ExchangeData) => Bilingual }
  readonly replies: { readonly [type: string]: (reply: ExchangeData) => ReplyText }
}

/** A text that is the same in every language, such as code. */
export const sameText = (text: string): Bilingual => ({ en: text, ja: text })

export const requestText = ({ exchanges }: ScenarioCard, request: ExchangeData): Bilingual =>
  exchanges.requests[request.type]?.(request) ?? sameText(request.type)

export const replyText = ({ exchanges }: ScenarioCard, reply: ExchangeData): ReplyText =>
  exchanges.replies[reply.type]?.(reply) ?? { outcome: 'ok', text: sameText(reply.type) }

/** A setting that is true or false, in words. */
export interface SettingSwitch {
  /** Its place in the settings, such as `printed.oneUpdateNode`. */
  readonly path: string
  /** The value that stands for *as printed*; the other one is *repaired*. */
  readonly printed: boolean
  readonly title: Bilingual
  readonly help: Bilingual
}

/** Mistakes of a printed program, each of which a person can repair. */
export interface SettingSwitches {
  readonly title: Bilingual
  readonly about: Bilingual
  /** Words for the two values. */
  readonly printed: Bilingual
  readonly repaired: Bilingual
  readonly switches: readonly SettingSwitch[]
}

/** The words for a value of a switch. */
export const switchText = (
  { printed, repaired }: SettingSwitches,
  each: SettingSwitch,
  value: unknown,
): Bilingual => (value === each.printed ? printed : repaired)

/** A scenario's description for the page, which shows it without loading the scenario's code. */
export interface ScenarioCard {
  readonly id: string
  readonly title: Bilingual
  readonly intro: Bilingual
  readonly roles: readonly RoleCard[]
  readonly commands: readonly CommandCard[]
  readonly actors: readonly ActorCard[]
  readonly exchanges: ExchangeTexts
  /** Those of the scenario, so that the page can show them before the workers answer. */
  readonly participants: readonly PlannedParticipant[]
  /** The numbers of nodes with which it can start, where a person can choose. */
  readonly sizes?: { readonly least: number; readonly usual: number; readonly most: number }
  /** The participants of a cluster of so many nodes. */
  participantsOf?(nodes: number): readonly PlannedParticipant[]
  /** Path of the readers: their states have the `sequenceNr` of the last event in their copy, and their `feed`. */
  readonly readers?: string
  /** Some of its settings are switches: `switchesOf` has their words. */
  readonly hasSwitches?: true
  /** The canvas shows the actor trees of its nodes expanded at the start. */
  readonly treesExpanded?: true
}

/** Validates the fields of a command. Returns the refusal of the first invalid field, or null. */
export function refuseCommand(
  command: Pick<CommandCard, 'fields'>,
  values: Readonly<Record<string, unknown>>,
): Refused | null {
  for (const field of command.fields) {
    const { label } = field
    const value = values[field.name]
    if (value !== undefined && typeof value !== 'string') {
      return refuse('field-not-text', { label })
    }
    const text = value ?? ''
    if (field.required && text.trim() === '') {
      return refuse('field-empty', { label, example: field.example })
    }
    if (field.reserved?.includes(text)) {
      return refuse('field-reserved', { label, text })
    }
    if (text.length > field.maxLength) {
      return refuse('field-too-long', { label, length: text.length, limit: field.maxLength })
    }
  }
  return null
}
