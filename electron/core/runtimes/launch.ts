import path from 'node:path'
import type { Limits } from '../../../shared/domain.ts'
import type { Launch } from './launcher.ts'
import type { Mount } from './mounts.ts'

/** The names that a child of ours gets. Inherited ones would act on wasmtime itself (`RUST_BACKTRACE`, `LD_*`, `WASMTIME_*`). */
export function cleanEnv(platform: NodeJS.Platform = process.platform): Record<string, string> {
  // Compiling and running must agree on it: wasmtime refuses code that was compiled with another value.
  const env: Record<string, string> = { WASMTIME_BACKTRACE_DETAILS: '1' }
  // Windows programs do not start without it.
  const root = process.env['SystemRoot']
  if (platform === 'win32' && root) env['SystemRoot'] = root
  return env
}

/** Flags that shape the machine code. `run` takes a `.cwasm` only with the flags it was compiled with, so both use these. */
export const codeFlags: readonly string[] = ['-C', 'cache=n']

/** Part of a cached file's name, so that a change of `codeFlags` or of the environment never meets older code. */
export const codeFlagsKey = 'b1'

/** A component gets a few small ones for its adapters. */
const maxTables = 100
const maxTableElements = 200_000
/** What wasmtime itself holds open beside what it opens for the guest. */
const ownFiles = 64
/** Bytes in which memories grow. */
const page = 65_536

export interface Runnable {
  cwasm: string
  limits: Limits
  /** Linear memories that run, those of guards included. */
  memories?: number
  /** Those among them that are the server's: together they may grow to its limit. */
  growable?: number
  mounts?: readonly Mount[]
  /** What the guest may see, and what only its guards see. Values stay out of the arguments. */
  environment?: Readonly<Record<string, string>>
  /** Its guards send HTTP requests. */
  http?: boolean
  /** Where a trap leaves a core dump. */
  dump?: string
}

/** The limits that wasmtime itself holds, as its options. */
export function limitFlags({
  limits,
  memories,
  growable,
}: Required<Pick<Runnable, 'limits' | 'memories' | 'growable'>>) {
  const share = Math.max(page, Math.floor(limits.memoryBytes / Math.max(1, growable) / page) * page)
  const memory = `max-memory-size=${share},max-memories=${Math.max(1, memories)}`
  const tables = `max-tables=${maxTables},max-table-elements=${maxTableElements}`
  return ['-W', `${memory},${tables}`, '-S', `max-resources=${limits.handles}`]
}

/**
 * How a server's code is run. It gets stdin, stdout, stderr, clocks and random numbers, and what is named here: no other folder,
 * variable or network. Growing beyond the memory limit fails inside the guest.
 */
export function runServer(wasmtime: string, server: Runnable): Launch {
  const { cwasm, limits, memories = 4, growable = 1, mounts = [], environment = {}, http, dump } = server
  return {
    program: wasmtime,
    args: [
      ...['run', '--allow-precompiled', ...codeFlags],
      ...limitFlags({ limits, memories, growable }),
      // With it wasmtime would also offer the HTTP of WASI 0.3, which no guard stands before.
      ...(http ? ['-S', 'http,p3=n'] : []),
      // Relative to its folder: in a value of -D a comma would begin the next one.
      ...(dump === undefined ? [] : ['-D', `coredump=${path.basename(dump)}`]),
      ...mounts.flatMap(({ hostPath, guestPath }) => ['--dir', `${hostPath}::${guestPath}`]),
      ...Object.keys(environment).flatMap((name) => ['--env', name]),
      ...['--', cwasm],
    ],
    env: { ...environment, ...cleanEnv() },
    limits: { nofile: limits.handles + ownFiles },
    // Ours may be deleted, and then nothing could be started.
    cwd: dump === undefined ? path.parse(cwasm).root : path.dirname(dump),
  }
}
