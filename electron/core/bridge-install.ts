import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ProblemError } from '../../shared/rpc.ts'
import type { AppFiles } from '../app-files.ts'
import type { Places } from './home/places.ts'
import type { Launcher } from './runtimes/launcher.ts'

/** The program that client configs name, and how the host uses it as a launcher. */
export interface InstalledBridge {
  command: string
  /** What stands before `all` or a server's name. */
  args: string[]
  launcher: Launcher
}

/**
 * Puts the bridge where client configs point, in the data directory, and writes beside it how a host is started.
 * The place stays the same when Belljar is updated, moved or rebuilt; a bridge that is running is never written over.
 */
export async function installBridge(
  places: Places,
  files: AppFiles,
  start: readonly string[],
): Promise<InstalledBridge> {
  if (start.some((word) => word.includes('\n'))) {
    throw new ProblemError({
      code: 'bad-request',
      message: 'Belljar lies in a folder whose name has a line break, so clients could not start it.',
      hint: 'Move Belljar or its data to a folder with an ordinary name.',
    })
  }
  await place(places.bin, 'start', Buffer.from(['1', ...start, ''].join('\n')), 0o600)

  const name = path.basename(files.nativeBridge)
  const native = path.join(places.bin, name)
  if (await exists(files.nativeBridge)) await place(places.bin, name, await readFile(files.nativeBridge), 0o700)
  if (await exists(native)) return { command: native, args: [], launcher: { command: native, prefix: ['launch'] } }

  const script = path.join(places.bin, 'belljar-bridge.mjs')
  await place(places.bin, 'belljar-bridge.mjs', await readFile(files.nodeBridge), 0o600)
  return { command: files.node, args: [script], launcher: { command: files.node, prefix: [script, 'launch'] } }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
}

/** Writes beside and renames over. Windows cannot replace a program that runs, but can rename it out of the way. */
async function place(folder: string, name: string, bytes: Buffer, mode: number): Promise<void> {
  const target = path.join(folder, name)
  const old = await readFile(target).catch(() => undefined)
  if (old?.equals(bytes)) return
  const beside = `${target}.${process.pid}.new`
  await writeFile(beside, bytes, { mode })
  try {
    await rename(beside, target)
  } catch {
    const aside = `${target}.${Date.now()}.old`
    await rename(target, aside)
    await rename(beside, target)
    await rm(aside, { force: true }).catch(() => undefined)
  }
}
