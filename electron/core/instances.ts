import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { HeldView } from '../../shared/access.ts'
import { ProblemError, toProblem } from '../../shared/rpc.ts'
import { exportGuarded, type Exported } from './guards/export-guarded.ts'
import { guardedCode } from './guards/guarded-code.ts'
import { heldView } from './guards/held-view.ts'
import { planGuards } from './guards/plan-guards.ts'
import type { Dumps } from './traps/dumps.ts'
import { prepareWeld } from './guards/weld-tools.ts'
import type { Places } from './home/places.ts'
import { FailureCount } from './runtimes/failure-count.ts'
import { Instance } from './runtimes/instance.ts'
import { launchOf, type Doors, type LaunchDeps } from './runtimes/launch-of.ts'
import type { Launcher } from './runtimes/launcher.ts'
import { grantsInForce, termsOf } from './runtimes/terms.ts'
import type { InstalledServer, ServerBook } from './servers/book.ts'
import type { GuestChildEvents } from './sessions/guest-child.ts'
import type { WasmtimeSource } from './wasmtime/source.ts'

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
  /** Blanks out the values of secrets. */
  blank?(text: string): string
  doors: Doors
  /** Holds the guards. */
  guards: string
  dumps?: Dumps
}

/** What has to be known of a server to start it. */
type Openable = Pick<
  InstalledServer,
  'id' | 'hash' | 'limits' | 'wasm' | 'memories' | 'grants' | 'inForce' | 'missing' | 'imports' | 'format'
> &
  Partial<Pick<InstalledServer, 'coreDumps'>>

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
      if (installed.problem) throw new ProblemError(installed.problem)
      return installed
    }
    // Its file may be back.
    if (this.#deps.book.get(server)?.problem) await this.#deps.book.checkBytes(server)
    return this.#open(now, on, inCall)
  }

  /** Also for a server that is not installed yet. */
  async openFor(server: Openable, on: GuestChildEvents, inCall: () => boolean): Promise<Instance> {
    return this.#open(() => server, on, inCall)
  }

  /** One that nobody uses: how often it fails to start counts for no other. */
  async openAside(server: Openable, on: GuestChildEvents, inCall: () => boolean): Promise<Instance> {
    return this.#open(() => server, on, inCall, new FailureCount())
  }

  /** Makes the code of a server ready as it is granted now, so that no start waits for it. Rejects with a ProblemError. */
  async makeReady(server: Openable): Promise<void> {
    await guardedCode(await this.#launchDeps(), server, planGuards({ ...server, grants: grantsInForce(server) }))
  }

  /** Compiles what splices guards, so that the first server that needs one does not wait for it. Rejects with a ProblemError. */
  async makeGuardsReady(): Promise<void> {
    await prepareWeld(await this.#launchDeps())
  }

  /** How it is run, step by step; makes its code when wasmtime is there. */
  async held(server: Openable): Promise<HeldView> {
    const grants = grantsInForce(server)
    const plan = planGuards({ ...server, grants })
    if (this.#deps.wasmtime.state.kind !== 'ready')
      return heldView({ server, grants, plan, waiting: 'wasmtime is not ready yet.' })
    const deps = await this.#launchDeps()
    try {
      const { cwasm } = await guardedCode(deps, server, plan)
      const { mtimeMs, size } = await stat(cwasm)
      const { version } = deps.wasmtime
      return heldView({ server, grants, plan, code: { version, madeAt: mtimeMs, size } })
    } catch (error) {
      return heldView({ server, grants, plan, waiting: toProblem(error).message })
    }
  }

  /** Writes it with its guards as a component for any runtime. Rejects with a ProblemError. */
  async export(server: Openable, target: { path: string; overwrite: boolean }): Promise<Exported> {
    return exportGuarded(await this.#launchDeps(), server, target)
  }

  /** A person asked for a start: earlier failures do not count. */
  forgive(server: string): void {
    this.#failures.get(server)?.reset()
  }

  async #open(
    now: () => Openable,
    on: GuestChildEvents,
    inCall: () => boolean,
    failures?: FailureCount,
  ): Promise<Instance> {
    // What is wrong with it should be said before there is anything that could start.
    const first = now()
    await this.makeReady(first)
    return new Instance({
      id: randomBytes(6).toString('hex'),
      terms: () => termsOf(now()),
      launcher: this.#deps.launcher,
      failures: failures ?? this.#failuresOf(first.id),
      on,
      inCall,
      prepare: async () => {
        const server = now()
        return launchOf(await this.#launchDeps(), server, on)
      },
    })
  }

  async #launchDeps(): Promise<LaunchDeps> {
    const { launcher, places, env, secret, redact, blank, doors, guards, dumps } = this.#deps
    const wasmtime = await this.#deps.wasmtime.ready()
    return {
      wasmtime,
      launcher,
      cache: places.cache,
      guards,
      env,
      secret,
      redact,
      doors,
      ...(dumps && { dumps }),
      ...(blank && { blank }),
    }
  }

  #failuresOf(server: string): FailureCount {
    let count = this.#failures.get(server)
    if (!count) this.#failures.set(server, (count = new FailureCount()))
    return count
  }
}
