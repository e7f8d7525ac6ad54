import { readFileSync } from 'node:fs'
import path from 'node:path'
import wabt from 'wabt'
import { root } from './places.ts'

/** A fixture that is kept as text. */
export async function assemble(name: string): Promise<Buffer> {
  const file = path.join(root, 'wasm', 'fixtures', 'wat', `${name}.wat`)
  const { parseWat } = await wabt()
  const module = parseWat(file, readFileSync(file, 'utf8'))
  const { buffer } = module.toBinary({})
  module.destroy()
  return Buffer.from(buffer)
}
