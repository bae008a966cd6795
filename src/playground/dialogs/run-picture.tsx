import { useTranslations } from 'use-intl'
import type { RunSummary } from '../../browser/index.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'

const step = 18

/** The nodes of a run with their last membership: a filled circle runs, a hollow one has stopped. */
export function RunPicture({ nodes }: Pick<RunSummary, 'nodes'>) {
  const t = useDeferredTexts('runs')
  const status = useTranslations('status')
  if (nodes.length === 0) return null
  const label = nodes
    .map(({ id, running, status: member }) =>
      t('node', { id, status: running ? status(member ?? 'Starting') : t('stopped') }),
    )
    .join(', ')
  return (
    <svg
      className="run-picture"
      role="img"
      aria-label={label}
      width={step * nodes.length}
      height="16"
      viewBox={`0 0 ${step * nodes.length} 16`}
    >
      <title>{label}</title>
      {nodes.map(({ id, running, status: member }, i) => (
        <circle
          key={id}
          data-status={running ? (member ?? 'Starting') : 'Removed'}
          data-running={running || undefined}
          cx={step * i + 8}
          cy="8"
          r="6"
        />
      ))}
    </svg>
  )
}
