import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

/**
 * One tab of Chromium, driven by the DevTools protocol over a pipe. Playwright keeps every page focused, and so visible,
 * also behind another tab; this one can really be hidden.
 */
export class ChromiumWindow {
  readonly #process: ChildProcess
  readonly #profile: string
  readonly #pending = new Map<number, (answer: Answer) => void>()
  readonly #listeners = new Map<string, (params: unknown) => void>()
  #sent = 0
  #ended: string | null = null
  #target = ''
  #session = ''
  version = ''

  private constructor(program: string, args: readonly string[], profile: string) {
    this.#profile = profile
    const own = ['--remote-debugging-pipe', `--user-data-dir=${this.#profile}`, '--window-size=1440,900']
    this.#process = spawn(program, [...args, ...own, '--headless=new', 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      // A group of its own, so that `kill` ends all of its processes at once.
      detached: true,
    })
    this.#process.once('exit', () => this.#end('Chromium has ended.'))
    this.#process.once('error', error => this.#end(error.message))
    // A broken pipe follows the end of the process, whose reason is the better message.
    this.#pipe.on('error', () => undefined)
    readMessages(this.#process.stdio[4] as Readable, message => this.#receive(message))
  }

  /** `profile`: the folder of a window that was killed; default: a new one. */
  static async open(
    program: string,
    args: readonly string[],
    profile = mkdtempSync(join(tmpdir(), 'actorium-chromium-')),
  ): Promise<ChromiumWindow> {
    const window = new ChromiumWindow(program, args, profile)
    try {
      const { product } = await window.#send<{ product: string }>('Browser.getVersion')
      window.version = product.slice(product.indexOf('/') + 1)
      const { targetInfos } = await window.#send<Targets>('Target.getTargets')
      const page = targetInfos.find(({ type }) => type === 'page')
      if (page === undefined) throw new Error('Chromium opened no page.')
      window.#target = page.targetId
      const attached = { targetId: page.targetId, flatten: true }
      window.#session = (
        await window.#send<{ sessionId: string }>('Target.attachToTarget', attached)
      ).sessionId
      await window.#send('Page.enable')
      return window
    } catch (error) {
      await window.close()
      throw error
    }
  }

  /** Evaluates a script in each new page before the page's own. */
  async addInitScript(source: string): Promise<void> {
    await this.#send('Page.addScriptToEvaluateOnNewDocument', { source })
  }

  /** Gives each page a function `name` that takes a text; its calls arrive here also if the page dies afterwards. */
  async expose(name: string, listener: (text: string) => void): Promise<void> {
    this.#listeners.set('Runtime.bindingCalled', params => listener((params as { payload: string }).payload))
    await this.#send('Runtime.enable')
    await this.#send('Runtime.addBinding', { name })
  }

  async reload(): Promise<void> {
    const loaded = this.#loaded()
    await this.#send('Page.reload')
    await loaded
  }

  async goto(url: string): Promise<void> {
    const loaded = this.#loaded()
    const { errorText } = await this.#send<{ errorText?: string }>('Page.navigate', { url })
    if (errorText !== undefined) throw new Error(`Chromium could not open ${url}: ${errorText}`)
    await loaded
  }

  /** Evaluates an expression in the page and waits for its promise. JSON carries the result. */
  async evaluate(expression: string): Promise<unknown> {
    const asked = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await this.#send<Evaluated>('Runtime.evaluate', asked)
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  /** Opens another tab in front; a Chromium without tabs minimizes its window. */
  async hide(): Promise<void> {
    await this.#send('Target.createTarget', { url: 'about:blank' })
    const { windowId } = await this.#send<{ windowId: number }>('Browser.getWindowForTarget', {
      targetId: this.#target,
    })
    await this.#send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } })
  }

  /** Removes everything that the page's origin has stored. */
  async clearStorage(): Promise<void> {
    const origin = await this.evaluate('location.origin')
    await this.#send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  }

  /** Ends all processes of the browser by SIGKILL. Returns the folder of its profile, in which it leaves what it has written. */
  async kill(): Promise<string> {
    const ended = new Promise(resolve => this.#process.once('exit', resolve))
    process.kill(-this.#process.pid!, 'SIGKILL')
    await ended
    return this.#profile
  }

  async close(): Promise<void> {
    if (this.#ended === null) {
      const ended = new Promise(resolve => this.#process.once('exit', resolve))
      // Not by a signal, after which its other processes still write into the profile.
      this.#send('Browser.close').catch(() => this.#process.kill())
      await ended
    }
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }

  #loaded(): Promise<void> {
    return new Promise(resolve => this.#listeners.set('Page.loadEventFired', () => resolve()))
  }

  #send<T>(method: string, params: object = {}): Promise<T> {
    const id = ++this.#sent
    const session = /^(Target|Browser)\./.test(method) ? null : { sessionId: this.#session }
    return new Promise((resolve, reject) => {
      this.#pending.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result as T)
        else reject(new Error(`Chromium refused ${method}: ${error.message}`))
      })
      if (this.#ended === null) this.#pipe.write(`${JSON.stringify({ id, method, params, ...session })}\0`)
      else this.#end(this.#ended)
    })
  }

  get #pipe(): Writable {
    return this.#process.stdio[3] as Writable
  }

  #receive(message: Answer): void {
    if (message.id !== undefined) {
      this.#pending.get(message.id)?.(message)
      this.#pending.delete(message.id)
    } else if (message.method !== undefined) this.#listeners.get(message.method)?.(message.params)
  }

  /** Nothing is answered any more. */
  #end(message: string): void {
    this.#ended = message
    for (const settle of this.#pending.values()) settle({ error: { message } })
    this.#pending.clear()
  }
}

interface Answer {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface Targets {
  readonly targetInfos: readonly { readonly targetId: string; readonly type: string }[]
}

interface Evaluated {
  readonly result: { readonly value?: unknown }
  readonly exceptionDetails?: {
    readonly text: string
    readonly exception?: { readonly description?: string }
  }
}

/** Messages on the pipe end with a NUL. */
function readMessages(pipe: Readable, receive: (message: Answer) => void): void {
  let rest = ''
  pipe.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop()!
    for (const message of messages) receive(JSON.parse(message) as Answer)
  })
}
