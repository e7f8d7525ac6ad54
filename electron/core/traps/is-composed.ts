import { readFile } from 'node:fs/promises'
import { WasmReader } from '../servers/wasm-reader.ts'

const known = new Map<string, boolean>()
const maxKnown = 1000
const maxDepth = 20

/**
 * Whether a file is a component of several components with code of their own. wasmtime 48 panics when it writes the core dump of one:
 * the adapters between them use globals that its list of globals leaves out (wasmtime-48.0.3/src/runtime/coredump.rs:287).
 */
export async function isComposed({ wasm, hash }: { wasm: string; hash: string }): Promise<boolean> {
  const before = known.get(hash)
  if (before !== undefined) return before
  const found = hasPartWithCode(await readFile(wasm))
  if (known.size >= maxKnown) known.clear()
  known.set(hash, found)
  return found
}

/** The parts that a compiler adds for an interface's types have no module inside. */
export function hasPartWithCode(bytes: Uint8Array): boolean {
  try {
    return isComponent(bytes) && sections(new WasmReader(bytes, 8), 0).some(({ id, code }) => id === 4 && code)
  } catch {
    return true // what cannot be read is not tried
  }
}

function sections(reader: WasmReader, depth: number): { id: number; code: boolean }[] {
  const found: { id: number; code: boolean }[] = []
  while (!reader.done) {
    const { id, content } = reader.section()
    if (id === 1) found.push({ id, code: true })
    else if (id === 4) {
      const { bytes, from, end } = content.rest()
      const inside = depth < maxDepth ? sections(new WasmReader(bytes, from + 8, end), depth + 1) : []
      found.push({ id, code: depth >= maxDepth || inside.some(({ code }) => code) })
    }
  }
  return found
}

function isComponent(bytes: Uint8Array): boolean {
  return bytes[4] === 0x0d && bytes[6] === 0x01
}
