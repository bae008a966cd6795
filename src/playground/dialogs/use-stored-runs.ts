import { useEffect, useState } from 'react'
import { type ListedRun, listStoredRuns } from '../../browser/index.ts'

interface StoredRuns {
  /** Null while they are read. */
  readonly runs: Awaited<ReturnType<typeof listStoredRuns>> | null
  /** Stored bytes of the whole page; null where the browser does not report it. */
  readonly usedBytes: number | null
}

/** The stored runs as they are when the dialog opens. */
export function useStoredRuns(): StoredRuns {
  const [stored, setStored] = useState<StoredRuns>({ runs: null, usedBytes: null })
  useEffect(() => {
    let closed = false
    const read = async () => {
      const runs = await listStoredRuns()
      const usedBytes = await navigator.storage
        ?.estimate()
        .then(({ usage }) => usage ?? null)
        .catch(() => null)
      if (!closed) setStored({ runs: 'kind' in runs ? runs : byFamily(runs), usedBytes: usedBytes ?? null })
    }
    void read()
    return () => {
      closed = true
    }
  }, [])
  return stored
}

/** The families by their newest run, each run before its branches. */
export function byFamily(runs: readonly ListedRun[]): readonly ListedRun[] {
  const familyOf = (run: ListedRun): string => run.branch?.root ?? run.runId
  const families = [...new Set(runs.map(familyOf))]
  const number = (run: ListedRun): number => run.branch?.number ?? 0
  return families.flatMap(family =>
    runs.filter(run => familyOf(run) === family).sort((a, b) => number(a) - number(b)),
  )
}
