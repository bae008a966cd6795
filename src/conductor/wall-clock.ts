/** Wall clock and timer. Tests pass one that they advance by hand. */
export interface WallClock {
  /** Wall ms since any fixed instant. */
  now(): number
  later(run: () => void, ms: number): void
}
