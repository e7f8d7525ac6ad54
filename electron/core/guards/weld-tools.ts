import { createHash } from 'node:crypto'
import { readFile, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Launcher } from '../runtimes/launcher.ts'
import { compileWasm } from '../servers/compile.ts'
import type { Wasmtime } from '../wasmtime/source.ts'
import type { GuardName } from './plan-guards.ts'

export interface WeldDeps {
  wasmtime: Wasmtime
  launcher: Launcher
  /** Belljar's cache folder. */
  cache: string
  /** Holds weld.wasm and NAME.wasm of each guard. */
  guards: string
  /** Ends a weld that takes longer. */
  ms?: number
  /** Memory of weld in bytes. */
  bytes?: number
}

export interface WeldTools {
  weld: Tool
  guards: (Tool & { name: GuardName })[]
}

interface Tool {
  file: string
  hash: string
  bytes: Buffer
}

/** A weld that was cut off leaves its folder; none takes this long. */
const abandonedMs = 60 * 60_000

/** Compiles weld for this wasmtime, so that the first server with a guard need not wait for it. Rejects with a ProblemError. */
export async function prepareWeld(deps: WeldDeps): Promise<void> {
  await weldCode(deps, await readTool(deps.guards, 'weld'))
  await removeAbandoned(path.join(deps.cache, 'guarded'))
}

/** Machine code of weld. */
export function weldCode(deps: WeldDeps, { file, hash }: Tool): Promise<string> {
  const { wasmtime, launcher, cache } = deps
  return compileWasm({ wasmtime, launcher, cache }, { wasm: file, hash })
}

/** Read anew each time, because an update of the app may have replaced them. */
export async function readTools(folder: string, guards: readonly GuardName[]): Promise<WeldTools> {
  const [weld, ...others] = await Promise.all([
    readTool(folder, 'weld'),
    ...guards.map(async (name) => ({ name, ...(await readTool(folder, name)) })),
  ])
  return { weld, guards: others }
}

async function readTool(folder: string, name: string): Promise<Tool> {
  const file = path.join(folder, `${name}.wasm`)
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new ProblemError({
      code: 'unavailable',
      message: `A part of Belljar cannot be read: ${file} (${error.code}).`,
      hint: 'Install Belljar again.',
    })
  })
  return { file, hash: createHash('sha256').update(bytes).digest('hex'), bytes }
}

async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((each) => each.startsWith('job-'))) {
    const found = await stat(path.join(folder, name)).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > abandonedMs)
      await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined)
  }
}
