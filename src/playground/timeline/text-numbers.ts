/** Numbers for texts that repeat, so that a table can contain them. */
export class TextNumbers {
  readonly #numbers = new Map<string, number>()
  readonly #texts: string[] = []

  numberOf(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const number = this.#texts.push(text) - 1
    this.#numbers.set(text, number)
    return number
  }

  textOf(number: number): string {
    return this.#texts[number] as string
  }
}
