import { useTranslations } from 'use-intl'
import type { LostRequest } from './lost-requests.ts'

/** Returns the function that puts the place of a loss into one sentence. */
export function useLossWords(): (lost: LostRequest) => string {
  const t = useTranslations('send')
  return ({ loss, count }) => t(`lost.${loss.reply ? 'reply' : loss.because}`, { node: loss.to, count })
}
