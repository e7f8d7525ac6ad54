/** Fields as guard and host send them: u32 little endian length, then the bytes. */
export function writeFields(fields: readonly Uint8Array[]): Buffer {
  const parts = fields.flatMap((field) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(field.length)
    return [length, field]
  })
  return Buffer.concat(parts)
}

/** Undefined when the last field is cut. */
export function readFields(bytes: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    if (at + 4 > bytes.length) return undefined
    const end = at + 4 + bytes.readUInt32LE(at)
    if (end > bytes.length) return undefined
    fields.push(bytes.subarray(at + 4, end))
    at = end
  }
  return fields
}
