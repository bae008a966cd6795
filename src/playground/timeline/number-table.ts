/** Rows of whole numbers from 0 to 2^32 − 1: some bytes a row instead of an object. Rows are only added at the end. */
export class NumberTable<Column extends string> {
  readonly #names: readonly Column[]
  #columns: Readonly<Record<Column, Uint32Array>>
  #length = 0

  constructor(names: readonly Column[]) {
    this.#names = names
    this.#columns = this.#columnsOf(() => new Uint32Array(256))
  }

  get length(): number {
    return this.#length
  }

  add(row: Readonly<Record<Column, number>>): void {
    if (this.#length === this.#columns[this.#names[0] as Column].length) this.#grow()
    for (const name of this.#names) this.#columns[name][this.#length] = row[name]
    this.#length += 1
  }

  /** The number in a row that exists. */
  get(row: number, column: Column): number {
    return this.#columns[column][row] as number
  }

  row(row: number): Readonly<Record<Column, number>> {
    const numbers = {} as Record<Column, number>
    for (const name of this.#names) numbers[name] = this.get(row, name)
    return numbers
  }

  set(row: number, column: Column, value: number): void {
    this.#columns[column][row] = value
  }

  #grow(): void {
    const before = this.#columns
    this.#columns = this.#columnsOf(name => {
      const grown = new Uint32Array(2 * before[name].length)
      grown.set(before[name])
      return grown
    })
  }

  #columnsOf(column: (name: Column) => Uint32Array): Readonly<Record<Column, Uint32Array>> {
    return Object.fromEntries(this.#names.map(name => [name, column(name)])) as Record<Column, Uint32Array>
  }
}
