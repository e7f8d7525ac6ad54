import { readFile } from 'node:fs/promises'
import { fixture } from '../../wasm/fixtures/fixture.ts'

/** A module of four MB with a million functions: small to send, dear to compile. */
export function compileBomb(functions = 1_000_000): Uint8Array {
  const type = section(1, [1, 0x60, 0, 0])
  const memory = section(5, [1, 0, 1])
  const uses = Buffer.concat([leb(functions), Buffer.alloc(functions)])
  const exports = section(7, [2, 6, ...Buffer.from('_start'), 0, 0, 6, ...Buffer.from('memory'), 2, 0])
  const bodies = Buffer.alloc(functions * 3)
  for (let at = 0; at < bodies.length; at += 3) bodies.set([2, 0, 0x0b], at)
  const code = Buffer.concat([leb(functions), bodies])
  return Buffer.concat([magic(1), type, section(3, uses), memory, exports, section(10, code)])
}

/** A component that instantiates a module with a memory of `pages` again and again. */
export async function manyInstances(count: number, pages: number): Promise<Uint8Array> {
  const server = await readFile(await fixture('hostile'))
  const inner = Buffer.concat([magic(1), section(5, Buffer.concat([Buffer.from([1, 0]), leb(pages)]))])
  const index = countModules(server)
  const one = Buffer.concat([Buffer.from([0]), leb(index), Buffer.from([0])])
  const instances = Buffer.concat([leb(count), ...Array.from({ length: count }, () => one)])
  return Buffer.concat([server, section(1, inner), section(2, instances)])
}

function magic(version: number): Buffer {
  return Buffer.from([0, 0x61, 0x73, 0x6d, version, 0, 0, 0])
}

function section(id: number, body: Uint8Array | number[]): Buffer {
  return Buffer.concat([Buffer.from([id]), leb(body.length), Buffer.from(body)])
}

function leb(value: number): Buffer {
  const bytes: number[] = []
  do {
    const low = value % 128
    value = Math.floor(value / 128)
    bytes.push(value > 0 ? low | 128 : low)
  } while (value > 0)
  return Buffer.from(bytes)
}

/** Of a component's own core modules: the next one gets this index. */
function countModules(component: Uint8Array): number {
  let modules = 0
  for (let at = 8; at < component.length;) {
    const id = component[at++]
    let size = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = component[at++] ?? 0
      size += (byte & 127) * shift
      if (byte < 128) break
    }
    if (id === 1) modules++
    at += size
  }
  return modules
}
