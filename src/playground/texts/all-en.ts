import { deferredEn } from './deferred-en.ts'
import { en } from './en.ts'

/** Every English text: those of the opened page and those of the parts that are loaded when they are used. */
export const allEn = { ...en, ...deferredEn }
