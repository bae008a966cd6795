import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'

const driver = '/usr/bin/WebKitWebDriver'
const display = '/usr/bin/Xvfb'

/** One window of WebKitGTK's MiniBrowser, driven by the few WebDriver calls that a test of the playground needs. */
export class WebKitWindow {
  readonly version: string
  readonly #session: string
  readonly #processes: readonly ChildProcess[]

  private constructor(session: string, version: string, processes: readonly ChildProcess[]) {
    this.#session = session
    this.version = version
    this.#processes = processes
  }

  /** The first file that WebKitGTK needs and this machine lacks; null when it can be driven. */
  static missing(): string | null {
    const absent = [driver, display].find(file => !existsSync(file))
    return absent ?? (miniBrowser() === undefined ? 'MiniBrowser' : null)
  }

  static async open(): Promise<WebKitWindow> {
    const screen = spawn(display, ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    const processes = [screen]
    try {
      const number = (await firstOutput(screen)).trim()
      const port = await freePort()
      const server = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
        env: { ...process.env, DISPLAY: `:${number}` },
        stdio: 'ignore',
      })
      processes.unshift(server)
      const address = `http://127.0.0.1:${port}`
      await untilAnswers(`${address}/status`, server)
      const options = { binary: miniBrowser(), args: ['--automation'] }
      const { sessionId, capabilities } = await send<NewSession>('POST', `${address}/session`, {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
      })
      const session = `${address}/session/${sessionId}`
      await send('POST', `${session}/timeouts`, { script: 3_600_000, pageLoad: 60_000 })
      return new WebKitWindow(session, capabilities.browserVersion, processes)
    } catch (error) {
      for (const each of processes) each.kill()
      throw error
    }
  }

  async goto(url: string): Promise<void> {
    await send('POST', `${this.#session}/url`, { url })
  }

  async minimize(): Promise<void> {
    await send('POST', `${this.#session}/window/minimize`, {})
  }

  /** Calls the async function whose text is `source`; arguments and result travel as JSON. */
  async call(source: string, args: readonly unknown[]): Promise<unknown> {
    const script = `
      const done = arguments[1]
      Promise.resolve((${source})(...JSON.parse(arguments[0]))).then(
        value => done(JSON.stringify({ value })),
        error => done(JSON.stringify({ error: String(error) })),
      )`
    const answer = await send<string>('POST', `${this.#session}/execute/async`, {
      script,
      args: [JSON.stringify(args)],
    })
    const { value, error } = JSON.parse(answer) as { value?: unknown; error?: string }
    if (error !== undefined) throw new Error(error)
    return value
  }

  async close(): Promise<void> {
    await send('DELETE', this.#session).catch(() => undefined)
    for (const each of this.#processes) each.kill()
  }
}

interface NewSession {
  readonly sessionId: string
  readonly capabilities: { readonly browserVersion: string }
}

/** WebKitGTK's own small browser; it lies in the library's folder, which names processor and version. */
function miniBrowser(): string | undefined {
  const folders = (parent: string) =>
    readdirSync(parent, { withFileTypes: true }).filter(it => it.isDirectory())
  return folders('/usr/lib')
    .filter(({ name }) => name.endsWith('-linux-gnu'))
    .flatMap(({ name }) => folders(join('/usr/lib', name)).map(inner => join('/usr/lib', name, inner.name)))
    .filter(folder => /webkit(2gtk|gtk)-[\d.]+$/.test(folder))
    .map(folder => join(folder, 'MiniBrowser'))
    .find(existsSync)
}

/** One WebDriver command. Not by `fetch`, which gives up after five minutes, also while a script of the page still runs. */
async function send<T>(method: string, url: string, body?: unknown): Promise<T> {
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const sent = request(url, { method, headers }, answer => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      answer.once('error', reject)
    })
    sent.once('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
  const { value } = JSON.parse(text) as { value: T & { error?: string; message?: string } }
  if (status >= 400) throw new Error(`WebKitWebDriver refused ${url}: ${value.error}: ${value.message}`)
  return value
}

/** Waits up to ten seconds until the started driver listens. */
async function untilAnswers(url: string, server: ChildProcess): Promise<void> {
  for (let i = 0; i < 200 && server.exitCode === null; i++) {
    if (
      await fetch(url).then(
        answer => answer.ok,
        () => false,
      )
    )
      return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`WebKitWebDriver did not begin to listen (exit code ${server.exitCode}).`)
}

/** The number of the display that Xvfb chose, on its fourth channel. */
function firstOutput(screen: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    screen.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString()))
    screen.once('error', reject)
    screen.once('exit', code => reject(new Error(`Xvfb ended with code ${code}.`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address === null || typeof address === 'string'
          ? reject(new Error('No free port on 127.0.0.1.'))
          : resolve(address.port),
      )
    })
  })
}
