/*
 * Errors that message handlers do not expect and that no reply reports. They are thrown, and a supervisor decides
 * what happens to the actor. A supervisor distinguishes them by class.
 */

/** The disk failed to carry out a request. */
export class IOException extends Error {}

/** The disk is already mounted. */
export class DiskBusy extends IOException {}

/** The file is larger than one read can return. */
export class FileTooLarge extends IOException {
  readonly path: string
  constructor(path: string) {
    super(`[${path}] is too large to be read at once.`)
    this.path = path
  }
}

/** The content differs from the content that was stored. */
export class CorruptEntry extends Error {
  readonly path: string
  constructor(path: string) {
    super(`The checksum of [${path}] does not match its content.`)
    this.path = path
  }
}

/** The web server does not support the type of the file. */
export class UnknownMimeType extends Error {
  readonly mimeType: string
  constructor(path: string, mimeType: string) {
    super(`[${path}] has the MIME type [${mimeType}], which the web server does not support.`)
    this.mimeType = mimeType
  }
}
