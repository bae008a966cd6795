/** One row of the table: a figure beside its limit from the same run. */
export interface Row {
  readonly what: string
  readonly ours: string
  readonly limit: string
  /** Our figure divided by the limit. */
  readonly ratio: number
}

export function markdownTable(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, ours, limit, ratio }) => `| ${what} | ${ours} | ${limit} | ${ratio.toFixed(2)} |`,
  )
  return ['| what | measured | limit | ratio |', '| --- | ---: | ---: | ---: |', ...lines].join('\n')
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** `12,345` */
export const thousands = (value: number): string =>
  Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')

export const fixed = (value: number): string => (value < 100 ? value.toFixed(1) : thousands(value))
