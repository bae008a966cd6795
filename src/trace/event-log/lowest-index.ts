/** The lowest index below `end` for which the condition holds, given that it stays true from there on; else `end`. */
export function lowestIndex(end: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
