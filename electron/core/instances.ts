import { randomBytes } from 'node:crypto'
import { ProblemError } from '../../shared/rpc.ts'
import { guardedCode, type Welded, type WeldJob } from './guards/guarded-code.ts'
import { planGuards } from './guards/plan-guards.ts'
import type { Places } from './home/places.ts'
import { FailureCount } from './runtimes/failure-count.ts'
import { Instance } from './runtimes/instance.ts'
import { launchOf, type Doors, type LaunchDeps } from './runtimes/launch-of.ts'
import type { Launcher } from './runtimes/launcher.ts'
import { grantsInForce, termsOf } from './runtimes/terms.ts'
import type { InstalledServer, ServerBook } from './servers/book.ts'
import type { GuestChildEvents } from './sessions/guest-child.ts'
import type { Wasmtime, WasmtimeSource } from './wasmtime/source.ts'

export interface InstancesDeps {
  book: ServerBook
  wasmtime: WasmtimeSource
  launcher: Launcher
  places: Places
  /** The host's own environment, for variables that are passed through. */
  env: NodeJS.ProcessEnv
  /** The value of a secret; undefined when it was removed. */
  secret(name: string): Promise<string | undefined>
  /** Told of every secret before anybody can print it. */
  redact(value: string): void
  doors: Doors
  weld?(wasmtime: Wasmtime, job: WeldJob): Promise<Welded>
}

/** What has to be known of a server to start it. */
type Openable = Pick<
  InstalledServer,
  'id' | 'hash' | 'limits' | 'wasm' | 'memories' | 'grants' | 'inForce' | 'missing' | 'imports' | 'format'
>

/** Makes instances: waits for wasmtime and the machine code, and keeps one count of failed starts for each server. */
export class Instances {
  readonly #deps: InstancesDeps
  readonly #failures = new Map<string, FailureCount>()

  constructor(deps: InstancesDeps) {
    this.#deps = deps
  }

  /** Its every start follows what the book says then. Rejects with a ProblemError when wasmtime cannot be had. */
  async open(server: string, on: GuestChildEvents, inCall: () => boolean): Promise<Instance> {
    const now = () => {
      const installed = this.#deps.book.get(server)
      if (!installed) throw new ProblemError({ code: 'not-found', message: `The server ${server} was removed.` })
      return installed
    }
    return this.#open(now, on, inCall)
  }

  /** Also for a server that is not installed yet. */
  async openFor(server: Openable, on: GuestChildEvents, inCall: () => boolean): Promise<Instance> {
    return this.#open(() => server, on, inCall)
  }

  /** Makes the code of a server ready as it is granted now, so that no start waits for it. Rejects with a ProblemError. */
  async makeReady(server: Openable): Promise<void> {
    await guardedCode(await this.#launchDeps(), server, planGuards({ ...server, grants: grantsInForce(server) }))
  }

  /** A person asked for a start: earlier failures do not count. */
  forgive(server: string): void {
    this.#failures.get(server)?.reset()
  }

  async #open(now: () => Openable, on: GuestChildEvents, inCall: () => boolean): Promise<Instance> {
    // What is wrong with it should be said before there is anything that could start.
    const first = now()
    await this.makeReady(first)
    return new Instance({
      id: randomBytes(6).toString('hex'),
      terms: () => termsOf(now()),
      launcher: this.#deps.launcher,
      failures: this.#failuresOf(first.id),
      on,
      inCall,
      prepare: async () => {
        const server = now()
        return launchOf(await this.#launchDeps(), server, on)
      },
    })
  }

  async #launchDeps(): Promise<LaunchDeps> {
    const { launcher, places, env, secret, redact, doors, weld } = this.#deps
    const wasmtime = await this.#deps.wasmtime.ready()
    const given = { launcher, cache: places.cache, env, secret, redact, doors }
    return { ...given, wasmtime, ...(weld && { weld: (job: WeldJob) => weld(wasmtime, job) }) }
  }

  #failuresOf(server: string): FailureCount {
    let count = this.#failures.get(server)
    if (!count) this.#failures.set(server, (count = new FailureCount()))
    return count
  }
}
