import { readFileSync } from 'node:fs'
import { fixtureWasm } from './places.ts'

/** A fixture that declares what it will ask for, as its author would: in a custom section at its end. */
export function withNeeds(fixture: string | Buffer, needs: object): Buffer {
  const name = Buffer.from('belljar.needs')
  const content = Buffer.concat([leb(name.length), name, Buffer.from(JSON.stringify(needs))])
  return Buffer.concat([
    typeof fixture === 'string' ? readFileSync(fixtureWasm(fixture)) : fixture,
    Buffer.from([0]),
    leb(content.length),
    content,
  ])
}

function leb(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
    rest >>>= 7
  } while (rest > 0)
  return Buffer.from(bytes)
}
