import { randomBytes } from 'node:crypto'
import { ProblemError } from '../../shared/rpc.ts'
import type { Places } from './home/places.ts'
import { FailureCount } from './runtimes/failure-count.ts'
import { Instance } from './runtimes/instance.ts'
import type { Launcher } from './runtimes/launcher.ts'
import type { InstalledServer, ServerBook } from './servers/book.ts'
import { compileWasm } from './servers/compile.ts'
import type { GuestChildEvents } from './sessions/guest-child.ts'
import type { WasmtimeSource } from './wasmtime/source.ts'

interface Deps {
  book: ServerBook
  wasmtime: WasmtimeSource
  launcher: Launcher
  places: Places
}

/** Makes instances: waits for wasmtime and the machine code, and keeps one count of failed starts for each server. */
export class Instances {
  readonly #deps: Deps
  readonly #failures = new Map<string, FailureCount>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Rejects with a ProblemError when wasmtime or the code cannot be had. */
  async open(server: string, on: GuestChildEvents, inCall: () => boolean): Promise<Instance> {
    const installed = this.#deps.book.get(server)
    if (!installed) throw new ProblemError({ code: 'not-found', message: `The server ${server} was removed.` })
    return this.openFor(installed, on, inCall)
  }

  /** Also for a server that is not installed yet. */
  async openFor(
    server: Pick<InstalledServer, 'id' | 'hash' | 'limits' | 'wasm' | 'memories'>,
    on: GuestChildEvents,
    inCall: () => boolean,
  ): Promise<Instance> {
    const { launcher, places } = this.#deps
    const wasmtime = await this.#deps.wasmtime.ready()
    const compile = () => compileWasm({ wasmtime, launcher, cache: places.cache }, server)
    const cwasm = await compile()
    const id = randomBytes(6).toString('hex')
    return new Instance({
      id,
      server: { ...server, cwasm },
      wasmtime,
      launcher,
      failures: this.#failuresOf(server.id),
      on,
      inCall,
      recompile: compile,
    })
  }

  /** A person asked for a start: earlier failures do not count. */
  forgive(server: string): void {
    this.#failures.get(server)?.reset()
  }

  #failuresOf(server: string): FailureCount {
    let count = this.#failures.get(server)
    if (!count) this.#failures.set(server, (count = new FailureCount()))
    return count
  }
}
