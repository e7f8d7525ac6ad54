import { existsSync } from 'node:fs'
import path from 'node:path'
import { compileWasm, cwasmPath } from '../servers/compile.ts'
import { keepNewest } from './keep-newest.ts'
import type { GuardPlan } from './plan-guards.ts'
import { weldWasm, type Welded } from './weld.ts'
import type { WeldDeps } from './weld-tools.ts'

export interface Code {
  cwasm: string
  /** Linear memories that run, those of the guards included. */
  memories: number
  /** Those among them that are the server's and can grow. */
  growable: number
}

/** Of this process: what was welded once need not be hashed again at every start. */
const known = new Map<string, Welded>()
const maxKnown = 1000

/** Machine code of a server behind its guards; at once when it is there already. Rejects with a ProblemError. */
export async function guardedCode(
  deps: WeldDeps,
  { wasm, hash, memories }: { wasm: string; hash: string; memories: number },
  plan: GuardPlan,
): Promise<Code> {
  const { wasmtime, launcher, cache } = deps
  const compile = { wasmtime, launcher, cache }
  if (plan.guards.length === 0)
    return { cwasm: await compileWasm(compile, { wasm, hash }), memories, growable: memories }
  const { guards, policy } = plan
  const job = JSON.stringify([deps.guards, cache, hash, guards, policy])
  const before = known.get(job)
  // Begins with the server's hash, by which it is found when the server is removed.
  const nameOf = ({ key }: Welded) => `${hash}-${key.slice(0, 32)}`
  const there = before && existsSync(cwasmPath(cache, wasmtime, nameOf(before)))
  const welded = there ? before : await weldWasm(deps, { wasm, hash, guards, policy })
  if (known.size >= maxKnown) known.clear()
  known.set(job, welded)
  const cwasm = await compileWasm(compile, { wasm: welded.path, hash: nameOf(welded), ours: true })
  if (!there) for (const file of [cwasm, welded.path]) await keepNewest(path.dirname(file), hash, file)
  return { cwasm, memories: welded.memories, growable: welded.growable }
}
