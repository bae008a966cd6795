import { useTranslations } from 'use-intl'
import { cutDirectionsOf, type LinkState } from './link-state.ts'

/** The state of a link in words, one line for each thing that a person changed. */
export function LinkWords({ state }: { readonly state: LinkState }) {
  const t = useTranslations('network')
  const { from, to, there, back } = state
  const cut = cutDirectionsOf(state)
  const changed = [there, back].flatMap(direction => {
    if (direction === null || (direction.latency === null && direction.lossPercent === 0)) return []
    const { latency, lossPercent } = direction
    return [
      t('changed', {
        from: direction.from,
        to: direction.to,
        min: String(latency?.minMs ?? ''),
        max: String(latency?.maxMs ?? ''),
        latency: latency === null ? 'usual' : 'own',
        loss: String(lossPercent),
      }),
    ]
  })
  return (
    <>
      <p>{t(`cutState.${cut}`, { from, to })}</p>
      {changed.map(line => (
        <p key={line}>{line}</p>
      ))}
    </>
  )
}
