import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ProblemError } from '../../../shared/rpc.ts'
import { writeAtomic } from '../home/write-atomic.ts'
import type { Startable } from '../runtimes/launch-of.ts'
import { grantsInForce } from '../runtimes/terms.ts'
import { checkedBytes } from '../servers/compile.ts'
import { planExport } from './plan-guards.ts'
import { runCommand } from './run-command.ts'
import { weldWasm } from './weld.ts'
import type { WeldDeps } from './weld-tools.ts'

export interface Exported {
  path: string
  /** Bytes. */
  size: number
  /** The command line that fits. */
  run: string
}

/** Writes a server with its guards as a component for any runtime. Rejects with a ProblemError; then nothing is written. */
export async function exportGuarded(
  deps: WeldDeps,
  server: Startable,
  target: { path: string; overwrite: boolean },
): Promise<Exported> {
  const { path: file, overwrite } = target
  if (!path.isAbsolute(file)) throw refused(`${file} is not a whole path.`, 'Write it from the root on.')
  const before = await stat(file).catch(() => undefined)
  if (before && !overwrite) throw there(file)
  // A slip must not cost somebody another file.
  if (before && !(await isWasm(file)))
    throw refused(`${file} is there and is no wasm file, so it is not replaced.`, 'Choose another name.')
  const grants = grantsInForce(server)
  const { guards, policy } = planExport({ ...server, grants })
  const { wasm, hash } = server
  const bytes =
    guards.length === 0
      ? await checkedBytes(wasm, hash)
      : await readFile((await weldWasm(deps, { wasm, hash, guards, policy })).path)
  await (overwrite ? writeAtomic(file, bytes, 0o644) : writeNew(file, bytes)).catch((error: unknown) => {
    throw unwritable(file, error as NodeJS.ErrnoException)
  })
  const http = guards.includes('http') || guards.includes('keyvalue')
  return { path: file, size: bytes.length, run: runCommand(file, grants, http) }
}

/** Whole or not at all, and never in the place of a file that came meanwhile. */
async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  const temp = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(4).toString('hex')}.tmp`)
  try {
    await writeAtomic(temp, bytes, 0o644)
    await link(temp, file)
  } finally {
    await rm(temp, { force: true })
  }
}

async function isWasm(file: string): Promise<boolean> {
  const start = Buffer.alloc(4)
  const handle = await open(file, 'r').catch(() => undefined)
  await handle
    ?.read(start, 0, 4, 0)
    .catch(() => undefined)
    .finally(() => handle.close())
  return start.equals(Buffer.from([0, 0x61, 0x73, 0x6d]))
}

function there(file: string): ProblemError {
  return new ProblemError({
    code: 'conflict',
    message: `${file} is there already.`,
    hint: 'Choose another name, or have it replaced: in the window, or with --force.',
  })
}

function unwritable(file: string, { code, message }: NodeJS.ErrnoException): ProblemError {
  if (code === 'EEXIST') return there(file)
  if (code === 'ENOENT')
    return refused(`There is no folder ${path.dirname(file)}.`, 'Make it first, or choose another.')
  const why = code === 'EACCES' || code === 'EPERM' ? 'Belljar may not write there' : (code ?? message)
  return refused(`${file} could not be written: ${why}.`, 'Choose another folder.')
}

function refused(message: string, hint: string): ProblemError {
  return new ProblemError({ code: 'bad-request', message, hint })
}
