import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { findPlaces } from '../../electron/core/home/places.ts'

export interface Implementation {
  name: 'native' | 'node'
  command: string
  args: string[]
}

/** Both bridges as they are now, built once for each test file; the native one is missing where it cannot be built. */
export async function implementations(): Promise<Implementation[]> {
  const folder = path.join(tmpdir(), `belljar-bridge-test-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const script = path.join(folder, 'bridge.mjs')
  await build({
    entryPoints: [path.join(import.meta.dirname, '../../electron/bridge.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outfile: script,
    logLevel: 'error',
  })
  const node: Implementation = { name: 'node', command: process.execPath, args: [script] }
  const native = await buildNative()
  return native ? [{ name: 'native', command: native, args: [] }, node] : [node]
}

type BuildBridge = (options: {
  cache: string
  env?: NodeJS.ProcessEnv
  log?: (line: string) => void
}) => Promise<string | { fallback: string; reason: string }>

/** A script without types. */
const script = '../../scripts/bridge.mjs'
export const { buildBridge } = (await import(script)) as { buildBridge: BuildBridge }

async function buildNative(): Promise<string | undefined> {
  const built = await buildBridge({ cache: findPlaces().cache })
  if (typeof built === 'string') return built
  console.warn(`SKIPPED: the native bridge is not tested. ${built.reason}`)
  return undefined
}
