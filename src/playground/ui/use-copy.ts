import { useState } from 'react'

interface Copying<Source> {
  /** The source that was copied last; `refused` when the browser did not let the page copy; null before. */
  readonly copied: Source | 'refused' | null
  /** The text that the browser did not let the page copy. */
  readonly uncopied: string | null
  copy(source: Source, text: string): Promise<void>
}

/** Copies texts to the clipboard and keeps the outcome. */
export function useCopy<Source extends string>(): Copying<Source> {
  const [copied, setCopied] = useState<Source | 'refused' | null>(null)
  const [uncopied, setUncopied] = useState<string | null>(null)
  const copy = async (source: Source, text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(source)
      setUncopied(null)
    } catch {
      // Browsers allow the clipboard only on https pages, and some only within a person's gesture.
      setCopied('refused')
      setUncopied(text)
    }
  }
  return { copied, uncopied, copy }
}
