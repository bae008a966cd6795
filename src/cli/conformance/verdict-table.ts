import type { GroupVerdict, Verdict } from './judge-rows.ts'

const columns = ['group', 'rows', 'tested', 'passing', 'noticed', 'differing', 'missing'] as const

/** The verdict as text: one line per group, sums by letter, missing rows, faults. */
export function verdictTable({ groups, faults }: Verdict): string {
  const letters = [...new Set(groups.map(({ group }) => group.name.slice(0, 1)))]
  const lines = letters.flatMap(letter => {
    const ofLetter = groups.filter(({ group }) => group.name.startsWith(letter))
    return [...ofLetter.map(row), sum(letter, ofLetter), null]
  })
  const cells = [[...columns, 'about'], ...lines.filter(line => line !== null)]
  const widths = columns.map((_, column) => Math.max(...cells.map(line => line[column]!.length)))
  const text = [[...columns, 'about'], ...lines].map(line =>
    line === null
      ? ''
      : line
          .map((cell, i) =>
            i === 0 || i >= widths.length ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i]!),
          )
          .join('  ')
          .trimEnd(),
  )
  const missing = groups
    .filter(group => group.missing.length > 0)
    .map(({ group, missing: numbers }) => `${group.name} missing: ${shortened(numbers)}`)
  const unnoticed = groups.flatMap(({ group, tested, noticed }) => {
    const rows = noticed === null ? [] : tested.filter(number => !noticed.includes(number))
    return rows.length === 0 ? [] : [`${group.name} tested, no mutant noticed: ${shortened(rows)}`]
  })
  return [...text, ...missing, ...unnoticed, ...(faults.length === 0 ? [] : ['', ...faults])].join('\n')
}

function row({ group, tested, passing, noticed, differing, missing }: GroupVerdict): string[] {
  const counts = [group.rows, tested, passing, noticed, differing, missing]
  return [group.name, ...counts.map(list => (list === null ? '-' : String(list.length))), group.topic]
}

function sum(letter: string, groups: readonly GroupVerdict[]): string[] {
  const count = (of: (group: GroupVerdict) => readonly string[] | null) =>
    groups.reduce<number | null>((total, group) => {
      const list = of(group)
      return total === null || list === null ? null : total + list.length
    }, 0)
  const counts = [
    count(({ group }) => group.rows),
    count(({ tested }) => tested),
    count(({ passing }) => passing),
    count(({ noticed }) => noticed),
    count(({ differing }) => differing),
    count(({ missing }) => missing),
  ]
  return [letter, ...counts.map(number => (number === null ? '-' : String(number))), 'together']
}

/** `A-001 to A-003, A-005` */
export function shortened(rows: readonly string[]): string {
  const parts: string[] = []
  for (let i = 0; i < rows.length; ) {
    let last = i
    while (last + 1 < rows.length && follows(rows[last]!, rows[last + 1]!)) last++
    if (last - i < 2) for (let j = i; j <= last; j++) parts.push(rows[j]!)
    else parts.push(`${rows[i]} to ${rows[last]}`)
    i = last + 1
  }
  return parts.join(', ')
}

const follows = (row: string, next: string) => Number(next.slice(2)) === Number(row.slice(2)) + 1
