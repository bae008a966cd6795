import { Choices } from '../../ui/choices.tsx'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { type Around, arounds, type Draft } from './supervision-draft.ts'

interface ChildrenChoicesProps {
  readonly stopChildren: boolean
  readonly around: Around
  readonly onChoose: (change: Partial<Pick<Draft, 'stopChildren' | 'around'>>) => void
}

/** The treatment of children at a restart. Two combinations are mistakes; they stay possible, to be tried out. */
export function ChildrenChoices({ stopChildren, around, onChoose }: ChildrenChoicesProps) {
  const t = useDeferredTexts('supervision.children')
  const combination = `${stopChildren ? 'stop' : 'keep'}-${around}` as const
  return (
    <div className="children-choices">
      <Choices
        label={t('title')}
        labelled
        options={(['stop', 'keep'] as const).map(id => ({ id, label: t(id) }))}
        chosen={stopChildren ? 'stop' : 'keep'}
        onChoose={id => onChoose({ stopChildren: id === 'stop' })}
      />
      <Choices
        label={t('spawned')}
        labelled
        options={arounds.map(id => ({ id, label: t(id) }))}
        chosen={around}
        onChoose={id => onChoose({ around: id })}
      />
      <p className="note">{t(`together.${combination}`)}</p>
    </div>
  )
}
