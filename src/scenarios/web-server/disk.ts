import { DiskBusy, FileTooLarge, IOException } from './errors.ts'
import type { Resource } from './protocol.ts'

/**
 * A simulated disk, outside of the actors. It outlives them, so a mount that no actor releases stays in place. Only
 * one mount can exist at a time.
 */
export class Disk {
  #mount: Mount | null = null
  #mounts = 0

  /** @throws {DiskBusy} while another mount exists */
  mount(): Mount {
    if (this.#mount !== null) throw new DiskBusy(`Mount ${this.#mount.number} was never released.`)
    this.#mounts += 1
    this.#mount = new Mount(this.#mounts, () => {
      this.#mount = null
    })
    return this.#mount
  }
}

/** Access to the disk until it is released. A read of a bad sector breaks it for all later reads. */
export class Mount {
  readonly number: number
  readonly release: () => void
  #broken = false

  constructor(number: number, release: () => void) {
    this.number = number
    this.release = release
  }

  get broken(): boolean {
    return this.#broken
  }

  /**
   * Returns null when the file does not exist.
   * @throws {IOException} when the mount is broken
   * @throws {FileTooLarge} when the file cannot be read at once
   */
  read(path: string): Resource | null {
    if (path === badSector) this.#broken = true
    if (this.#broken) throw new IOException(`Mount ${this.number} hit a bad sector and can no longer read.`)
    if (path === tooLarge) throw new FileTooLarge(path)
    return files.get(path) ?? null
  }
}

const badSector = '/broken.html'
const tooLarge = '/huge.bin'

/** A simple checksum, sufficient to detect a changed file. */
export function checksumOf(text: string): number {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) % 65_521
  return sum
}

const file = (
  id: string,
  mimeType: string,
  content: string,
  stored = content,
): readonly [string, Resource] => [id, { id, content, mimeType, checksum: checksumOf(stored) }]

const files: ReadonlyMap<string, Resource> = new Map([
  file('/index.html', 'text/html', '<h1>It works</h1>'),
  file('/about.html', 'text/html', '<p>Served by four actors.</p>'),
  file('/style.css', 'text/css', 'h1 { color: teal }'),
  file('/data.json', 'application/json', '{"result":"ok"}'),
  file('/corrupt.html', 'text/html', '<p>A bit fe11 over.</p>', '<p>A bit fell over.</p>'),
  file('/movie.xyz', 'video/x-unheard-of', '01100110'),
])
