import { readFileSync } from 'node:fs'
import { fixtureWasm } from './places.ts'

const u32 = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255]
const text = (value: string) => [...Buffer.from(value), 0]

function leb(value: number): number[] {
  const rest = Math.floor(value / 128)
  return rest === 0 ? [value] : [(value % 128) + 128, ...leb(rest)]
}

function custom(name: string, content: readonly number[]): Buffer {
  const inside = [...leb(name.length), ...Buffer.from(name), ...content]
  return Buffer.from([0, ...leb(inside.length), ...inside])
}

/** The length that stands before a unit of DWARF, and the unit. */
const unit = (content: readonly number[]) => [...u32(content.length), ...content]

/**
 * The module `fixture-server-p1`, with debug information (DWARF 4) which says that all its code was made from one line: what a compiler
 * writes for that, and nothing else. The file is at a place of the test's own, as no built fixture knows where a test keeps its files.
 */
export function withLines(file: string, line: number, column: number): Buffer {
  const wasm = readFileSync(fixtureWasm('fixture-server-p1'))
  const size = codeSize(wasm)
  // A compile unit: stmt_list, low_pc, high_pc, comp_dir, name.
  const abbreviations = [1, 0x11, 0, 0x10, 0x17, 0x11, 0x01, 0x12, 0x06, 0x1b, 0x08, 0x03, 0x08, 0, 0, 0]
  const info = [4, 0, ...u32(0), 4, 1, ...u32(0), ...u32(1), ...u32(size), ...text('/'), ...text(file)]
  const lengths = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1]
  const header = [1, 1, 1, 0xfb, 14, lengths.length + 1, ...lengths, 0, ...text(file), 0, 0, 0, 0]
  // Set the address, advance the line, set the column, a row, advance the address to the end.
  const program = [0, 5, 2, ...u32(1), 3, line - 1, 5, column, 1, 2, ...leb(size), 0, 1, 1]
  const lines = [4, 0, ...u32(header.length), ...header, ...program]
  return Buffer.concat([
    wasm,
    custom('.debug_abbrev', abbreviations),
    custom('.debug_info', unit(info)),
    custom('.debug_line', unit(lines)),
  ])
}

/** Addresses of DWARF count from the content of the section of the code. */
function codeSize(wasm: Buffer): number {
  for (let at = 8; at < wasm.length;) {
    const id = wasm[at++]
    let size = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = wasm[at++] ?? 0
      size += (byte & 127) * shift
      if (byte < 128) break
    }
    if (id === 10) return size
    at += size
  }
  throw new Error('it has no code')
}
