import path from 'node:path'
import type { Limits } from '../../../shared/domain.ts'
import type { Launch } from './launcher.ts'

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
/** Streams, polls and files that a guest may hold at a time. */
const maxResources = 2000
const openFiles = 1024

export interface Runnable {
  cwasm: string
  limits: Limits
  /** Linear memories that it has; each may grow to the limit. */
  memories?: number
}

/**
 * How a server's code is run. It gets stdin, stdout, stderr, clocks and random numbers: no folder, no environment, no network.
 * Growing beyond the memory limit fails inside the guest.
 */
export function runServer(wasmtime: string, { cwasm, limits, memories = 4 }: Runnable): Launch {
  const memory = `max-memory-size=${limits.memoryBytes},max-memories=${Math.max(1, memories)}`
  const tables = `max-tables=${maxTables},max-table-elements=${maxTableElements}`
  return {
    program: wasmtime,
    args: [
      ...['run', '--allow-precompiled', ...codeFlags],
      ...['-W', `${memory},${tables}`, '-S', `max-resources=${maxResources}`],
      ...['--', cwasm],
    ],
    env: cleanEnv(),
    limits: { nofile: openFiles },
    // Ours may be deleted, and then nothing could be started.
    cwd: path.parse(cwasm).root,
  }
}
