import type { Refused } from '../trace/refused.ts'

/** The sentence of a refusal; for an unexpected error with the engine's own text, which a terminal may show. */
export const withDetail = ({ refused, detail }: Refused): string =>
  detail === undefined ? refused : `${refused} ${detail}`
