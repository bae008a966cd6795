import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import {
  asked,
  type Complaint,
  type DraftRule,
  mostFactor,
  mostRestartsTyped,
  mostSeconds,
  strategyKinds,
} from './supervision-draft.ts'

interface RuleEditorProps {
  readonly rule: DraftRule
  readonly place: number
  readonly of: number
  /** Id of the list of error classes to choose from. */
  readonly errorList: string
  readonly complaint: Complaint | null
  readonly onChange: (rule: DraftRule) => void
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
}

/** One rule: for which errors, what, and the numbers it asks for. */
export function RuleEditor(props: RuleEditorProps) {
  const { rule, place, of, errorList, complaint, onChange, onMove, onRemove } = props
  const t = useTranslations('supervision')
  const id = useId()
  const wrong = (field: Complaint['field']) =>
    complaint?.field === field
      ? ({ 'aria-invalid': true, 'aria-describedby': `${id}-complaint` } as const)
      : {}
  return (
    <fieldset className="rule-editor">
      <legend className="visually-hidden">{t('rule', { place: place + 1 })}</legend>
      <div className="rule-head">
        <label className="field">
          <span>{t('error')}</span>
          <input
            className="input mono"
            list={errorList}
            autoComplete="off"
            spellCheck={false}
            value={rule.error}
            {...wrong('error')}
            onChange={event => onChange({ ...rule, error: event.target.value })}
          />
        </label>
        <label className="field">
          <span>{t('decision')}</span>
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
        </label>
        <span className="rule-tools">
          {of > 1 && (
            <>
              <button
                type="button"
                className="icon-button"
                aria-label={t('up', { place: place + 1 })}
                aria-disabled={place === 0}
                onClick={() => place > 0 && onMove(place - 1)}
              >
                <ArrowUp size={15} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={t('down', { place: place + 1 })}
                aria-disabled={place === of - 1}
                onClick={() => place < of - 1 && onMove(place + 1)}
              >
                <ArrowDown size={15} aria-hidden="true" />
              </button>
            </>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={t('remove', { place: place + 1 })}
            onClick={onRemove}
          >
            <X size={15} aria-hidden="true" />
          </button>
        </span>
      </div>
      {asked[rule.kind].length > 0 && (
        <div className="rule-numbers">
          {asked[rule.kind].map(field => (
            <label key={field} className="field">
              <span>{t(`number.${field}`)}</span>
              <input
                className="input tabular"
                inputMode="decimal"
                autoComplete="off"
                placeholder={field === 'mostRestarts' ? t('noLimit') : ''}
                value={rule.typed[field]}
                {...wrong(field)}
                onChange={event =>
                  onChange({ ...rule, typed: { ...rule.typed, [field]: event.target.value } })
                }
              />
            </label>
          ))}
        </div>
      )}
      <p className="complaint" id={`${id}-complaint`} role="alert">
        {complaint !== null &&
          t(`complaint.${complaint.about}`, {
            most: mostRestartsTyped,
            seconds: mostSeconds,
            factor: mostFactor,
            error: rule.error.trim(),
          })}
      </p>
    </fieldset>
  )
}
