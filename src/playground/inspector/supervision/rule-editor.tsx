import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useId } from 'react'
import { refusalAbout } from '../../../trace/index.ts'
import { Field } from '../../ui/field.tsx'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { useSentence } from '../../ui/use-sentence.ts'
import {
  type DraftComplaint,
  type DraftRule,
  type FieldOfRule,
  numbersOf,
  strategyKinds,
} from './supervision-draft.ts'

interface RuleEditorProps {
  readonly rule: DraftRule
  /** Index of the rule in the list. */
  readonly index: number
  /** Length of the list. */
  readonly count: number
  /** Id of the list of error classes to choose from. */
  readonly errorList: string
  readonly complaint: DraftComplaint | null
  readonly onChange: (rule: DraftRule) => void
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
}

/** The fields of one rule: error class, strategy and the numbers of the strategy. */
export function RuleEditor(props: RuleEditorProps) {
  const { rule, index, count, errorList, complaint, onChange, onMove, onRemove } = props
  const t = useDeferredTexts('supervision')
  const sentence = useSentence()
  const id = useId()
  const errorProps = (field: FieldOfRule) =>
    complaint?.field === field
      ? ({ 'aria-invalid': true, 'aria-describedby': `${id}-complaint` } as const)
      : {}
  return (
    <fieldset className="rule-editor">
      <legend className="visually-hidden">{t('rule', { place: index + 1 })}</legend>
      <div className="rule-head">
        <Field label={t('field.error')}>
          <input
            className="input mono"
            list={errorList}
            autoComplete="off"
            spellCheck={false}
            value={rule.error}
            {...errorProps('error')}
            onChange={event => onChange({ ...rule, error: event.target.value })}
          />
        </Field>
        <Field label={t('decision')}>
          <select
            className="input"
            value={rule.kind}
            onChange={event =>
              onChange({
                ...rule,
                kind: strategyKinds.find(kind => kind === event.target.value) ?? rule.kind,
              })
            }
          >
            {strategyKinds.map(kind => (
              <option key={kind} value={kind}>
                {t(`preset.${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        <span className="rule-tools">
          {count > 1 && (
            <>
              <button
                type="button"
                className="icon-button"
                aria-label={t('up', { place: index + 1 })}
                aria-disabled={index === 0}
                onClick={() => index > 0 && onMove(index - 1)}
              >
                <ArrowUp size={15} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={t('down', { place: index + 1 })}
                aria-disabled={index === count - 1}
                onClick={() => index < count - 1 && onMove(index + 1)}
              >
                <ArrowDown size={15} aria-hidden="true" />
              </button>
            </>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={t('remove', { place: index + 1 })}
            onClick={onRemove}
          >
            <X size={15} aria-hidden="true" />
          </button>
        </span>
      </div>
      {numbersOf[rule.kind].length > 0 && (
        <div className="rule-numbers">
          {numbersOf[rule.kind].map(field => (
            <Field key={field} label={t(`field.${field}`)}>
              <input
                className="input tabular"
                inputMode="decimal"
                autoComplete="off"
                placeholder={field === 'maxRestarts' ? t('noLimit') : ''}
                value={rule.typed[field]}
                {...errorProps(field)}
                onChange={event =>
                  onChange({ ...rule, typed: { ...rule.typed, [field]: event.target.value } })
                }
              />
            </Field>
          ))}
        </div>
      )}
      <p className="complaint" id={`${id}-complaint`} role="alert">
        {complaint !== null && sentence(refusalAbout(complaint.complaint, t(`field.${complaint.field}`)))}
      </p>
    </fieldset>
  )
}
