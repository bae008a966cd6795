import { useEffect, useState } from 'react'
import { sourceOf } from './sources.ts'

/** The text of a file as the build has it, whose path is relative to `src/scenarios`; `null` if it does not exist. */
export function useSource(file: string): string | 'loading' | null {
  const [source, setSource] = useState<string | 'loading' | null>('loading')
  useEffect(() => {
    let closed = false
    sourceOf(file).then(
      text => !closed && setSource(text),
      () => !closed && setSource(null),
    )
    return () => {
      closed = true
    }
  }, [file])
  return source
}
