/** The application version of this node, which may become known after the start. Pekko: joins wait for it (ID-6). */
export class OwnAppVersion {
  #version: string
  /** Calls that wait for the version; `null` when it is known. */
  #waiting: (() => void)[] | null = null

  constructor(configured: string) {
    this.#version = configured
  }

  get version(): string {
    return this.#version
  }

  /** The returned function supplies the version; `null` keeps the configured one. */
  later(): (version: string | null) => void {
    this.#waiting = []
    return version => {
      if (version !== null) this.#version = version
      const waiting = this.#waiting ?? []
      this.#waiting = null
      for (const run of waiting) run()
    }
  }

  whenKnown(run: () => void): void {
    if (this.#waiting === null) run()
    else this.#waiting.push(run)
  }
}
