import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { actorApi } from './actor-api.ts'

const completionsOf = (name: string): readonly Completion[] =>
  Object.entries(actorApi[name] ?? {}).map(([label, detail]) => ({
    label,
    detail,
    type: detail === '' ? 'constant' : 'method',
  }))

const objects: readonly Completion[] = Object.keys(actorApi).map(label => ({ label, type: 'class' }))

/** Completes the members of the actor API after a dot, and the names of its objects elsewhere. */
export function completeApi(context: CompletionContext): CompletionResult | null {
  const member = context.matchBefore(/\b\w+\.\w*/)
  if (member !== null) {
    const [object, typed] = member.text.split('.') as [string, string]
    const options = completionsOf(object)
    return options.length === 0 ? null : { from: member.to - typed.length, options, validFor: /^\w*$/ }
  }
  const word = context.matchBefore(/\w+/)
  if (word === null && !context.explicit) return null
  return { from: word?.from ?? context.pos, options: objects, validFor: /^\w*$/ }
}
