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
      const runs: readonly ListedRun[] | StoredRuns['runs'] = await listStoredRuns()
      const usedBytes = await navigator.storage
        ?.estimate()
        .then(({ usage }) => usage ?? null)
        .catch(() => null)
      if (!closed) setStored({ runs, usedBytes: usedBytes ?? null })
    }
    void read()
    return () => {
      closed = true
    }
  }, [])
  return stored
}
