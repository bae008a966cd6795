import { appendFileSync } from 'node:fs'

/** One line of the report of a soak: how a run was played in an engine, and what came of it. */
export interface SoakLine {
  readonly engine: string
  readonly way: string
  readonly outcome: string
}

/** Adds a line to the report that `npm run soak -- --browsers` prints as a table; outside of a soak it is only logged. */
export function reportToSoak(line: SoakLine): void {
  console.log(`${line.engine}, ${line.way}: ${line.outcome}`)
  const file = process.env.ACTORIUM_SOAK_REPORT
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`)
}
