/** The reason why a call was refused: one clear sentence for a person. */
export interface Refused {
  readonly refused: string
}

export const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'refused' in value
