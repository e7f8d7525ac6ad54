import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Limits } from '../../../shared/domain.ts'
import { implementations } from '../../../test/bridge/implementations.ts'
import { findPlaces } from '../home/places.ts'
import { compileWasm } from '../servers/compile.ts'
import type { Wasmtime } from '../wasmtime/source.ts'
import type { InstanceOptions } from './instance.ts'
import { runServer } from './launch.ts'
import type { Launcher } from './launcher.ts'

/** For tests: the real wasmtime, compiled fixtures and the launchers that were built. */
let runtime: Promise<Wasmtime> | undefined
export function wasmtime(): Promise<Wasmtime> {
  runtime ??= findWasmtime()
  return runtime
}

async function findWasmtime(): Promise<Wasmtime> {
  const file = process.env['WASMTIME'] ?? path.join(findPlaces().cache, 'wasmtime/48.0.3/wasmtime')
  const hash = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
  return { path: file, version: '48.0.3', hash }
}

export interface NamedLauncher {
  name: string
  launcher: Launcher
}

/** The native one first, where it can be built. */
export async function launchers(): Promise<[NamedLauncher, ...NamedLauncher[]]> {
  const [first, ...others] = (await implementations()).map(({ name, command, args }) => ({
    name,
    launcher: { command, prefix: [...args, 'launch'] },
  }))
  if (!first) throw new Error('There is no launcher.')
  return [first, ...others]
}

export async function compiled(
  wasm: string,
  launcher: Launcher,
): Promise<{ wasm: string; hash: string; cwasm: string }> {
  const hash = createHash('sha256')
    .update(await readFile(wasm))
    .digest('hex')
  const cache = path.join(tmpdir(), `belljar-test-cache-${process.getuid?.() ?? 0}`)
  const deps = { wasmtime: await wasmtime(), launcher: launcher ?? (await launchers())[0].launcher, cache }
  return { wasm, hash, cwasm: await compileWasm(deps, { wasm, hash }) }
}

interface Plain {
  cwasm: string
  limits: Limits
  memories?: number
}

/** How an instance of compiled code is started that has no grants and no guards. */
export function plain(wasmtime: Wasmtime, server: Plain): Pick<InstanceOptions, 'terms' | 'prepare'> {
  const { cwasm, limits } = server
  return {
    terms: () => ({ limits, grants: [], key: '', missing: [] }),
    prepare: async () => ({ launch: runServer(wasmtime.path, server), cwasm }),
  }
}
