/**
 * Compares two versions: negative when `a` is the lower one. Pekko: part by part and numerically where both parts are
 * numbers; a version with a qualifier is lower than the same one without, and `1.0.0+3-a` is lower than `1.0.0+10-b` (ID-6).
 */
export function compareAppVersions(a: string, b: string): number {
  const left = partsOf(a)
  const right = partsOf(b)
  for (let i = 0; i < 3; i++) {
    const difference = (left.numbers[i] ?? 0) - (right.numbers[i] ?? 0)
    if (difference !== 0) return difference
  }
  if (left.qualifier === '' || right.qualifier === '') {
    if (left.qualifier !== right.qualifier) return left.qualifier === '' ? 1 : -1
  } else {
    const difference = compareParts(left.qualifier, right.qualifier)
    if (difference !== 0) return difference
  }
  return compareParts(left.commits, right.commits)
}

interface Parts {
  readonly numbers: readonly number[]
  readonly qualifier: string
  readonly commits: string
}

function partsOf(version: string): Parts {
  const [release = '', commits = ''] = version.split('+', 2)
  const found = /^([\d.]*)[-.]?(.*)$/.exec(release)
  const numbers = (found?.[1] ?? '').split('.').filter(text => text !== '')
  return { numbers: numbers.map(Number), qualifier: found?.[2] ?? '', commits }
}

/** Runs of digits compare as numbers, everything else as text. */
function compareParts(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? []
  const right = b.match(/\d+|\D+/g) ?? []
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const one = left[i] ?? ''
    const other = right[i] ?? ''
    if (one === other) continue
    const difference = Number(one) - Number(other)
    if (!Number.isNaN(difference) && difference !== 0) return difference
    return one < other ? -1 : 1
  }
  return 0
}
