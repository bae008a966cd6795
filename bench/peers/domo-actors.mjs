import { pathToFileURL } from 'node:url'
import { build } from 'vite'

/** Bundled first, because it is published with imports that Node cannot resolve. */
async function load() {
  const outDir = `${import.meta.dirname}/../../output/bench-local/domo-actors`
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: `${import.meta.dirname}/domo-actors-entry.mjs`, outDir, emptyOutDir: true, minify: false },
  })
  return import(pathToFileURL(`${outDir}/domo-actors-entry.js`).href)
}

export async function create() {
  const { Actor, stage } = await load()
  class Holder extends Actor {
    constructor(factory, options) {
      super()
      this.handle = factory()
      this.onStop = options?.onStop
      this.value = 0
      this.answering = {
        reply: (_, value) => {
          this.value = value
        },
      }
    }
    async take(message) {
      this.handle(message, this.answering)
    }
    async answer(message) {
      this.handle(message, this.answering)
      return this.value
    }
    beforeStart() {}
    beforeStop() {}
    afterStop() {
      this.onStop?.()
    }
  }
  const theStage = stage()
  return {
    confirmsStop: true,
    cannot: { pingPong: 'stack overflow' },
    spawn: (factory, options) =>
      theStage.actorFor({
        type: () => 'Holder',
        instantiator: () => ({ instantiate: () => new Holder(factory, options) }),
      }),
    tell: (ref, message) => {
      ref.take(message)
    },
    ask: (ref, message) => ref.answer(message),
    stop: ref => ref.stop(),
  }
}
