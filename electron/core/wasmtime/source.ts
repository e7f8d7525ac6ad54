import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Problem, RuntimeState } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { checkBinary, type Wasmtime } from './binary.ts'
import { buildWasmtime } from './build.ts'
import { downloadWasmtime } from './download.ts'
import { accepted, archives, built, downloads, type Archive } from './pins.ts'
import { PassingError } from './run-program.ts'
import { takeTurn, type Turn } from './turn.ts'

export type { Wasmtime } from './binary.ts'

interface Options {
  /** Belljar's cache folder; ours is `wasmtime` inside it. */
  cache: string
  env: NodeJS.ProcessEnv
  onState(state: RuntimeState): void
  /** Where to download from and what, for tests; null downloads nothing. */
  download?: { base: string; archive: Archive; patienceMs?: number } | null
}

type From = Extract<RuntimeState, { kind: 'ready' }>['from']

const program = process.platform === 'win32' ? 'wasmtime.exe' : 'wasmtime'

/** Finds or makes the wasmtime that everything runs on: WASMTIME, the cache, an official archive, a build. */
export class WasmtimeSource {
  readonly #options: Options
  readonly #folder: string
  readonly #ending = new AbortController()
  #state: RuntimeState = { kind: 'looking' }
  #running: Promise<Wasmtime> | undefined
  #turn: Turn | undefined
  #downloadFailed: string | undefined
  #telling: NodeJS.Timeout | undefined

  constructor(options: Options) {
    this.#options = options
    this.#folder = path.join(options.cache, 'wasmtime')
  }

  get state(): RuntimeState {
    return this.#state
  }

  /** Starts looking, unless that goes on already or ended well. After a failure it tries again. */
  prepare(): void {
    if (this.#running && this.#state.kind !== 'failed') return
    this.#enter({ kind: 'looking' })
    this.#running = this.#prepare()
    this.#running.catch(() => undefined)
  }

  /** Rejects with a ProblemError when it failed; after that only `prepare` tries again. */
  ready(): Promise<Wasmtime> {
    if (!this.#running) this.prepare()
    return this.#running as Promise<Wasmtime>
  }

  /** Ends a download or build at once. What was compiled so far is kept for the next start. */
  close(): void {
    this.#ending.abort(new ProblemError({ code: 'unavailable', message: 'Belljar is ending.' }))
    this.#turn?.end()
    clearTimeout(this.#telling)
  }

  async #prepare(): Promise<Wasmtime> {
    try {
      const { wasmtime, from } = await this.#find()
      this.#ending.signal.throwIfAborted()
      this.#enter({ kind: 'ready', version: wasmtime.version, path: wasmtime.path, from })
      return wasmtime
    } catch (error) {
      const problem = this.#ending.signal.aborted ? ending : toProblem(error)
      this.#enter({ kind: 'failed', problem })
      throw new ProblemError(problem)
    }
  }

  async #find(): Promise<{ wasmtime: Wasmtime; from: From }> {
    const named = this.#options.env['WASMTIME']
    if (named) return { wasmtime: await checkNamed(named), from: 'WASMTIME' }
    for (;;) {
      const cached = await this.#findCached()
      if (cached) return { wasmtime: cached, from: 'cache' }
      const turn = await takeTurn({
        file: path.join(this.#folder, 'turn.json'),
        signal: this.#ending.signal,
        onOther: (said) => this.#repeat(said),
      })
      if (!turn) continue
      this.#turn = turn
      try {
        // Another process may have been faster between our look and our turn.
        const late = await this.#findCached()
        if (late) return { wasmtime: late, from: 'cache' }
        return (await this.#download()) ?? (await this.#build())
      } finally {
        turn.end()
      }
    }
  }

  /** The newest one in the cache that works. The others stay: a host that runs may be using them. */
  async #findCached(): Promise<Wasmtime | undefined> {
    const names = await readdir(this.#folder).catch(() => [])
    const patch = (version: string) => Number(version.split('.')[2])
    for (const version of names.filter((name) => accepted.test(name)).sort((a, b) => patch(b) - patch(a))) {
      try {
        return await checkBinary(path.join(this.#folder, version, program))
      } catch (error) {
        // Building anew takes minutes: not because the machine is busy at this moment.
        if (error instanceof PassingError) throw error
      }
    }
    return undefined
  }

  async #download(): Promise<{ wasmtime: Wasmtime; from: From } | undefined> {
    const { download = official(this.#options.env) } = this.#options
    if (!download) return undefined
    const { version } = download.archive
    const folder = path.join(this.#folder, 'download')
    this.#enter({ kind: 'downloading', version, done: 0, total: null })
    try {
      const file = await downloadWasmtime({
        ...download,
        folder,
        signal: this.#ending.signal,
        onProgress: (done, total) => this.#enter({ kind: 'downloading', version, done, total }),
      })
      const wasmtime = await this.#keep(file, version)
      this.#downloadFailed = undefined
      return { wasmtime, from: 'download' }
    } catch (error) {
      this.#ending.signal.throwIfAborted()
      this.#downloadFailed = error instanceof Error ? error.message : String(error)
      return undefined
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
    }
  }

  async #build(): Promise<{ wasmtime: Wasmtime; from: From }> {
    const { version } = built
    const startedAt = Date.now()
    const folder = path.join(this.#folder, 'build')
    const enter = (done: number, total: number | null, detail: string) =>
      this.#enter({ kind: 'building', version, done, total, startedAt, detail })
    enter(0, null, 'Looking for Rust')
    try {
      const file = await buildWasmtime({
        folder,
        env: this.#options.env,
        signal: this.#ending.signal,
        onProgress: ({ done, total, detail }) => enter(done, total, detail),
      })
      const wasmtime = await this.#keep(file, version)
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
      return { wasmtime, from: 'build' }
    } catch (error) {
      this.#ending.signal.throwIfAborted()
      if (!(error instanceof ProblemError) || !this.#downloadFailed) throw error
      const hint = [error.problem.hint, `Downloading it failed before: ${this.#downloadFailed}`].join(' ').trim()
      throw new ProblemError({ ...error.problem, hint })
    }
  }

  /** Into the cache in one step, and only when it works. */
  async #keep(file: string, version: string): Promise<Wasmtime> {
    await checkBinary(file)
    const place = path.join(this.#folder, version)
    await mkdir(place, { recursive: true })
    await rename(file, path.join(place, program))
    return checkBinary(path.join(place, program))
  }

  /** Progress is told at most ten times a second; the newest is never held back for longer. */
  #enter(state: RuntimeState): void {
    const step = state.kind !== this.#state.kind
    this.#state = state
    if (step) return this.#tell()
    this.#telling ??= setTimeout(() => this.#tell(), 100).unref()
  }

  #tell(): void {
    clearTimeout(this.#telling)
    this.#telling = undefined
    this.#turn?.say(this.#state)
    if (!this.#ending.signal.aborted) this.#options.onState(this.#state)
  }

  /** Another process prepares it: its progress is ours. */
  #repeat(said: unknown): void {
    const kind = (said as RuntimeState | null)?.kind
    if (kind === 'downloading' || kind === 'building') this.#enter(said as RuntimeState)
  }
}

/** BELLJAR_WASMTIME_DOWNLOAD names a mirror, or is `off`; the checksum is the same everywhere. */
function official(env: NodeJS.ProcessEnv) {
  const base = env['BELLJAR_WASMTIME_DOWNLOAD'] || downloads
  const archive = archives[`${process.platform}-${process.arch}`]
  return base !== 'off' && archive ? { base, archive } : null
}

const ending: Problem = { code: 'unavailable', message: 'Belljar is ending.' }

async function checkNamed(file: string): Promise<Wasmtime> {
  return checkBinary(path.resolve(file)).catch((error: Error) => {
    throw new ProblemError({
      code: 'unavailable',
      message: `The wasmtime that WASMTIME names cannot be used (${file}). ${error.message}`,
      hint: 'Let WASMTIME name a wasmtime 48.0, or unset it: then Belljar gets one itself.',
    })
  })
}

function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const why = error instanceof Error ? error.message : String(error)
  return {
    code: 'unavailable',
    message: `wasmtime could not be prepared: ${why}`,
    hint: 'Try again, or set WASMTIME to the path of a wasmtime 48.0.',
  }
}
