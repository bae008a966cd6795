import { actionSentences } from './action-sentences.ts'
import { dataSentences } from './data-sentences.ts'
import { fileSentences } from './file-sentences.ts'
import { runSentences } from './run-sentences.ts'
import { supervisionSentences } from './supervision-sentences.ts'

/** The English sentence of each refusal, by code. `{name}` is replaced by the value of that name. */
export const refusalSentences = {
  ...actionSentences,
  ...supervisionSentences,
  ...dataSentences,
  ...fileSentences,
  ...runSentences,
}

type Sentences = typeof refusalSentences

export type RefusalCode = keyof Sentences

type Holes<Template extends string> = Template extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | Holes<Rest>
  : never

/** The names of the values that the sentences of a code need. */
export type ValueNames<C extends RefusalCode> = Holes<Sentences[C]>
