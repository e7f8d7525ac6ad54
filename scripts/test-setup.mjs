/** Before any vitest project: the built programs that tests start, and the wasmtime of the cache. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { cacheFolder } from './cache-folder.mjs'

const wasmtimeVersion = '48.0.3'

export default async function setup() {
  try {
    await build({ only: 'programs' })
  } catch (error) {
    console.error(`The programs could not be built; tests that start them will fail. ${error.message}`)
  }
  const name = process.platform === 'win32' ? 'wasmtime.exe' : 'wasmtime'
  const cached = path.join(cacheFolder(), 'wasmtime', wasmtimeVersion, name)
  if (!process.env.WASMTIME && existsSync(cached)) process.env.WASMTIME = cached
}
