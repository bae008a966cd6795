import { DiskBusy, FileTooLarge, IOException } from './errors.ts'
import type { Resource } from './protocol.ts'

/**
 * The device below the actors. It outlives all of them, as devices do: what nobody releases stays taken. One can
 * mount it at a time.
 */
export class Disk {
  #mount: Mount | null = null
  #mounts = 0

  /** @throws {DiskBusy} while it is mounted. */
  mount(): Mount {
    if (this.#mount !== null) throw new DiskBusy(`Mount ${this.#mount.number} was never released.`)
    this.#mounts += 1
    this.#mount = new Mount(this.#mounts, () => {
      this.#mount = null
    })
    return this.#mount
  }
}

/** The right to read the disk, until it is released or breaks. */
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

  /** Null: there is no such file. */
  read(path: string): Resource | null {
    if (path === badSector) this.#broken = true
    if (this.#broken)
      throw new IOException(`Mount ${this.number} met a bad sector and reads nothing any more.`)
    if (path === tooLarge) throw new FileTooLarge(path)
    return files.get(path) ?? null
  }
}

const badSector = '/broken.html'
const tooLarge = '/huge.bin'

/** Small, but good enough to tell that a file is not what it was. */
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
