/** A number that the notebook cannot write down. */
export class UnreadableNumber extends Error {
  constructor(number: string) {
    super(`The number [${number}] is unreadable.`)
  }
}

/** A piece of work that a worker spoils. */
export class SpoiltWork extends Error {
  constructor(item: string) {
    super(`The piece [${item}] is spoilt.`)
  }
}

/** A price that the till cannot read. */
export class UnreadablePrice extends Error {
  constructor(price: string) {
    super(`The price [${price}] is unreadable.`)
  }
}
