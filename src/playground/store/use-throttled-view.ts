import { useMemo } from 'react'
import type { ClusterView } from '../../trace/index.ts'
import { useRun } from './run-store.ts'

/**
 * The value that `derive` makes of the view at most ten times a second; a component renders again only when that is another value.
 * `derive` has to be the same function in each render, so that one view is read once.
 */
export function useThrottledView<T extends string | number | boolean>(derive: (view: ClusterView) => T): T {
  const select = useMemo(() => {
    let known: { readonly view: ClusterView; readonly value: T } | null = null
    return ({ throttled: view }: { readonly throttled: ClusterView }): T => {
      if (known?.view !== view) known = { view, value: derive(view) }
      return known.value
    }
  }, [derive])
  return useRun(select)
}
