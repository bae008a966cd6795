/** Texts to insert into a text. At one position, earlier added ones come first. */
export class Insertions {
  readonly #at = new Map<number, string>()

  add(position: number, text: string): void {
    this.#at.set(position, (this.#at.get(position) ?? '') + text)
  }

  /** Adds a text before those that are already at this position. */
  addBefore(position: number, text: string): void {
    this.#at.set(position, text + (this.#at.get(position) ?? ''))
  }

  applyTo(text: string): string {
    let done = 0
    let result = ''
    for (const [position, inserted] of [...this.#at].sort(([a], [b]) => a - b)) {
      result += text.slice(done, position) + inserted
      done = position
    }
    return result + text.slice(done)
  }
}
