import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { ProblemError } from '../../../shared/rpc.ts'
import { spawnProblem } from '../runtimes/ending.ts'
import { cleanEnv, codeFlags, codeFlagsKey } from '../runtimes/launch.ts'
import type { Launcher } from '../runtimes/launcher.ts'
import { runToEnd } from '../runtimes/run-to-end.ts'
import type { Wasmtime } from '../wasmtime/source.ts'
import { compileProblem, tooSlow } from './compile-problem.ts'
import { Slots } from './slots.ts'

export interface CompileDeps {
  wasmtime: Wasmtime
  launcher: Launcher
  /** Belljar's cache folder. */
  cache: string
  /** Ends a compilation that takes longer. */
  ms?: number
  /** Address space of the compiler in bytes. */
  bytes?: number
}

export interface Compilable {
  wasm: string
  /** sha256 of its bytes, hex; the name by which its code is kept. */
  hash: string
  /** Made here from bytes that were checked, in a folder that is ours: `hash` is only a name. */
  ours?: boolean
}

/** A module of 4 MB can take five times that memory and a minute; what an honest one of 14 MB needs is far below. */
const compileMs = 60_000
const compileBytes = 4 * 1024 ** 3

/** A compiler uses two threads, so that a few of them leave the machine usable. */
const threads = 2
const slots = new Slots(Math.max(1, Math.floor(availableParallelism() / threads)))
const underway = new Map<string, Promise<string>>()

/** Where a server's machine code is kept; the name changes with all that shapes it. */
export function cwasmPath(cache: string, wasmtime: Wasmtime, hash: string): string {
  return path.join(cache, 'cwasm', wasmtime.hash, `${hash}-${codeFlagsKey}.cwasm`)
}

/**
 * Compiles a wasm file in a killable child and returns the path of the code; at once when it is there already.
 * Rejects with a ProblemError when the bytes are not those of `hash`, are malformed, or take too much time or memory.
 */
export async function compileWasm(deps: CompileDeps, server: Compilable): Promise<string> {
  const target = cwasmPath(deps.cache, deps.wasmtime, server.hash)
  await privateFolder(path.join(deps.cache, 'cwasm'))
  await privateFolder(path.dirname(target))
  if (await isFile(target)) return target
  const running = underway.get(target)
  if (running) {
    // All that are installed are compiled ahead; who asks again wants to use this one now.
    slots.hurry(target)
    return running
  }
  const work = slots.run(() => compile(deps, server, target), target).finally(() => underway.delete(target))
  underway.set(target, work)
  return work
}

async function compile(deps: CompileDeps, { wasm, hash, ours }: Compilable, target: string): Promise<string> {
  if (!ours) await checkedBytes(wasm, hash)
  const unfinished = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.new`
  const ms = deps.ms ?? compileMs
  try {
    const ended = await runToEnd(
      deps.launcher,
      {
        program: deps.wasmtime.path,
        args: ['compile', ...codeFlags, '-o', unfinished, '--', wasm],
        // glibc would reserve 128 MiB of address space for each thread.
        env: { ...cleanEnv(), RAYON_NUM_THREADS: String(threads), MALLOC_ARENA_MAX: '2' },
        limits: { nofile: 256, as: deps.bytes ?? compileBytes },
      },
      ms,
    ).catch((error: unknown) => {
      throw new ProblemError(spawnProblem(error as NodeJS.ErrnoException, deps.launcher.command))
    })
    if (ended.timedOut) throw new ProblemError(tooSlow(ms))
    if (ended.code !== 0) throw new ProblemError(compileProblem(ended))
    await flush(unfinished)
    await rename(unfinished, target)
    return target
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** A power cut must not leave half of it under its final name. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync().finally(() => handle.close())
}

/** A file that was changed on disk is not the server that was looked at and approved. */
export async function checkedBytes(wasm: string, hash: string): Promise<Buffer> {
  const bytes = await readFile(wasm).catch(() => undefined)
  if (!bytes)
    throw new ProblemError({
      code: 'unavailable',
      message: "The server's wasm file is missing.",
      hint: 'Remove the server and add it again.',
    })
  if (createHash('sha256').update(bytes).digest('hex') !== hash)
    throw new ProblemError({
      code: 'unavailable',
      message: "The server's wasm file was changed outside Belljar.",
      hint: 'Remove the server and add it again.',
    })
  return bytes
}

/** Machine code is run without a check, so only we may be able to write where it lies. */
export async function privateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (process.platform === 'win32') return
  const found = await stat(folder)
  if (found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return
  throw new ProblemError({
    code: 'unavailable',
    message: `Other users can write to ${folder}, so code from there is not run.`,
    hint: 'Delete that folder; Belljar makes it again.',
  })
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile() && found.size > 0,
    () => false,
  )
}
