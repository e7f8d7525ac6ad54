import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { accepted } from './pins.ts'
import { PassingError, runProgram } from './run-program.ts'

/** A wasmtime that was seen to work. */
export interface Wasmtime {
  path: string
  version: string
  /** sha256 of the file, hex: two builds of one version may compile differently. */
  hash: string
}

/** Runs it and asks what it can do. Rejects with one sentence that says what is wrong with the file, a PassingError where it may be fine. */
export async function checkBinary(file: string): Promise<Wasmtime> {
  if (!path.isAbsolute(file)) throw new Error('It is no absolute path.')
  const found = await stat(file).catch(() => undefined)
  if (!found) throw new Error('There is no such file.')
  if (!found.isFile()) throw new Error('It is a folder.')
  const said = await runProgram(file, ['--version'])
  // wasmtime 48.0.3, or wasmtime-cli 48.0.3 (4a5d1bb 2026-11-02)
  const version = /^wasmtime(?:-cli)? (\d+\.\d+\.\d+\S*)/.exec(said)?.[1]
  if (!version) throw new Error('It does not say that it is wasmtime.')
  if (!accepted.test(version)) throw new Error(`It is wasmtime ${version}, and 48.0 is needed.`)
  const lacks = await lacking(file)
  if (lacks) throw new Error(`It was built without ${lacks}.`)
  return { path: file, version, hash: await hashOf(file, `${found.ino}:${found.size}:${found.mtimeMs}`) }
}

/** The first thing we need that it does not offer. A small build has no --help, but these lists. */
async function lacking(file: string): Promise<string | undefined> {
  const compile = await runProgram(file, ['compile', '-C', 'help']).catch((error: unknown) => unlessPassing(error))
  if (!compile?.includes('Available codegen options')) return 'compile'
  const options = await runProgram(file, ['run', '-W', 'help'])
  return options.includes('component-model[') ? undefined : 'component-model'
}

function unlessPassing(error: unknown): undefined {
  if (error instanceof PassingError) throw error
}

const hashes = new Map<string, string>()

async function hashOf(file: string, stamp: string): Promise<string> {
  const key = `${file}\0${stamp}`
  const known = hashes.get(key)
  if (known) return known
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  const hex = hash.digest('hex')
  hashes.set(key, hex)
  return hex
}
