import { Plus } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { refusalAbout, type SupervisionChoice } from '../../../trace/index.ts'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { useSentence } from '../../ui/use-sentence.ts'
import { ChildrenChoices } from './children-choices.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { choiceOf, complaintsAbout, type Draft, type DraftRule, draftRule } from './supervision-draft.ts'

interface SupervisionFormProps {
  readonly draft: Draft
  readonly errors: readonly string[]
  readonly onApply: (choice: SupervisionChoice) => Promise<boolean>
}

/** Edits all rules of an actor. The edits take effect when they are applied. */
export function SupervisionForm({ draft: initial, errors, onApply }: SupervisionFormProps) {
  const t = useDeferredTexts('supervision')
  const sentence = useSentence()
  const id = useId()
  const [draft, setDraft] = useState(initial)
  const [checked, setChecked] = useState(false)
  const complaints = checked ? complaintsAbout(draft) : []
  const general = complaints.find(({ rule }) => rule === null)
  const { rules } = draft
  const change = (next: readonly DraftRule[]) => setDraft({ ...draft, rules: next })
  const nextKey = Math.max(-1, ...rules.map(rule => rule.key)) + 1
  const unused = ['Error', ...errors].find(name => !rules.some(rule => rule.error === name)) ?? ''
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (complaintsAbout(draft).length === 0) void onApply(choiceOf(draft))
  }
  return (
    <form className="supervision-form" onSubmit={onSubmit} noValidate aria-label={t('details')}>
      <p className="note">{rules.length === 0 ? t('noRules') : t('order')}</p>
      <datalist id={`${id}-errors`}>
        {['Error', ...errors].map(name => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {rules.map((rule, index) => (
        <RuleEditor
          key={rule.key}
          rule={rule}
          index={index}
          count={rules.length}
          errorList={`${id}-errors`}
          complaint={complaints.find(({ rule }) => rule === index) ?? null}
          onChange={changed => change(rules.with(index, changed))}
          onMove={to => change(rules.toSpliced(index, 1).toSpliced(to, 0, rule))}
          onRemove={() => change(rules.toSpliced(index, 1))}
        />
      ))}
      <button
        type="button"
        className="button quiet add-rule"
        onClick={() => change([...rules, draftRule(nextKey, unused)])}
      >
        <Plus size={15} aria-hidden="true" /> {t('add')}
      </button>
      {general !== undefined && (
        <p className="complaint" role="alert">
          {sentence(refusalAbout(general.complaint, t('field.rules')))}
        </p>
      )}
      {rules.some(rule => rule.kind !== 'stop' && rule.kind !== 'resume') && (
        <ChildrenChoices {...draft} onChoose={chosen => setDraft({ ...draft, ...chosen })} />
      )}
      <div className="form-end">
        <button type="submit" className="button primary">
          {t('apply')}
        </button>
      </div>
    </form>
  )
}
