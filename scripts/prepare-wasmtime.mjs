/** Gets the wasmtime that the app would use, for tests and builds: prints how far it is, then its path. */
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/**
 * @param {{ say?: (line: string) => void, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} the path of the program; rejects with one sentence and a hint
 */
export async function prepareWasmtime({ say = () => undefined, env = process.env } = {}) {
  const { WasmtimeSource, findPlaces } = await load()
  const told = new Teller(say)
  const source = new WasmtimeSource({ cache: findPlaces({ env }).cache, env, onState: (state) => told.hear(state) })
  const end = () => source.close()
  process.once('exit', end)
  try {
    return (await source.ready()).path
  } catch (error) {
    const { message, hint } = error.problem ?? error
    throw new Error([message, hint].filter(Boolean).join(' '))
  } finally {
    process.removeListener('exit', end)
  }
}

/** A line when something begins, then one every ten seconds. */
class Teller {
  #say
  #kind = ''
  #at = 0

  constructor(say) {
    this.#say = say
  }

  hear(state) {
    const text = describe(state)
    if (!text || (state.kind === this.#kind && Date.now() - this.#at < 10_000)) return
    this.#kind = state.kind
    this.#at = Date.now()
    this.#say(text)
  }
}

function describe(state) {
  const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`
  switch (state.kind) {
    case 'downloading':
      return `wasmtime ${state.version}: downloading, ${mb(state.done)}${state.total ? ` of ${mb(state.total)}` : ''}`
    case 'building':
      return `wasmtime ${state.version}: building, ${state.done}${state.total ? ` of ${state.total}` : ''}, ${state.detail}`
    case 'ready':
      return `wasmtime ${state.version}: ready (${state.from})`
    default:
      return undefined
  }
}

/** The same code as in the app, bundled in memory: Node runs no TypeScript. */
async function load() {
  const { build } = await import('esbuild')
  const contents = `
    export { WasmtimeSource } from './electron/core/wasmtime/source.ts'
    export { findPlaces } from './electron/core/home/places.ts'`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    logLevel: 'warning',
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))
  try {
    console.log(await prepareWasmtime({ say: (line) => console.error(line) }))
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
