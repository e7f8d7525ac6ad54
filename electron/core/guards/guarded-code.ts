import { ProblemError } from '../../../shared/rpc.ts'
import type { Launcher } from '../runtimes/launcher.ts'
import { compileWasm } from '../servers/compile.ts'
import type { Wasmtime } from '../wasmtime/source.ts'
import type { GuardName, GuardPlan } from './plan-guards.ts'

export interface Welded {
  path: string
  /** Linear memories that run, those of the guards included. */
  memories: number
  key: string
}

export interface WeldJob {
  wasm: string
  hash: string
  guards: GuardName[]
  policy: string
}

export interface GuardedCodeDeps {
  wasmtime: Wasmtime
  launcher: Launcher
  cache: string
  /** Splices guards; rejects with a ProblemError. Kept by all that shapes the result. */
  weld?(job: WeldJob): Promise<Welded>
}

export interface Code {
  cwasm: string
  memories: number
  guarded: boolean
}

/** Machine code of a server behind its guards; at once when it is there already. Rejects with a ProblemError. */
export async function guardedCode(
  deps: GuardedCodeDeps,
  server: { wasm: string; hash: string; memories: number },
  { guards, policy }: GuardPlan,
): Promise<Code> {
  const { wasm, hash, memories } = server
  if (guards.length === 0) return { cwasm: await compileWasm(deps, { wasm, hash }), memories, guarded: false }
  // Sockets are closed also without the guard, which only says who tried.
  if (!deps.weld && guards.every((name) => name === 'sockets' || name === 'environment'))
    return { cwasm: await compileWasm(deps, { wasm, hash }), memories, guarded: false }
  if (!deps.weld) throw new ProblemError({ code: 'unavailable', message: 'The guards are not there.' })
  const welded = await deps.weld({ wasm, hash, guards, policy })
  const cwasm = await compileWasm(deps, { wasm: welded.path, hash: welded.key, ours: true })
  return { cwasm, memories: welded.memories, guarded: true }
}
