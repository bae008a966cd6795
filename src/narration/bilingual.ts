export type { Bilingual, Language } from '../trace/bilingual.ts'
