/*
 * Failures: nobody who handles messages expects them, and no message tells of them. They are thrown, and a
 * supervisor decides. Where it tells them apart, it does so by their classes.
 */

/** The disk cannot do what it was asked for. */
export class IOException extends Error {}

/** Somebody else has the disk. */
export class DiskBusy extends IOException {}

export class FileTooLarge extends IOException {
  readonly path: string
  constructor(path: string) {
    super(`[${path}] is too large to be read at once.`)
    this.path = path
  }
}

/** What was read is not what was stored. */
export class CorruptEntry extends Error {
  readonly path: string
  constructor(path: string) {
    super(`The checksum of [${path}] does not fit its content.`)
    this.path = path
  }
}

export class UnknownMimeType extends Error {
  readonly mimeType: string
  constructor(path: string, mimeType: string) {
    super(`[${path}] is of the type [${mimeType}], which nobody thought of.`)
    this.mimeType = mimeType
  }
}
