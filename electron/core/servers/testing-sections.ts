/** The same wasm with one more custom section, as a toolchain or wasm-tools would append it. */
export function withSection(bytes: Uint8Array, name: string, content: string | Uint8Array): Uint8Array {
  const title = Buffer.from(name)
  const body = Buffer.concat([Buffer.from(leb(title.length)), title, Buffer.from(content)])
  return Uint8Array.from(Buffer.concat([bytes, Buffer.from([0, ...leb(body.length)]), body]))
}

/** A component around a module, as wasm-component-ld makes one of a Rust program. */
export function around(module: Uint8Array): Uint8Array {
  const header = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]
  return Uint8Array.from([...header, 1, ...leb(module.length), ...module])
}

function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >> 7)]
}
