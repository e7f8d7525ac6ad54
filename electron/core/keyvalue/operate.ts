import type { KeyValueStore, Pair } from './key-value-store.ts'
import { Refusal } from './refusal.ts'

const yes = Buffer.from('1')
const no = Buffer.from('0')
/** As many as fit into one transaction that nobody has to wait for. */
const mostKeys = 1000

/** Largest body and largest answer: what the guard's memory takes. */
export const mostBytes = 1024 * 1024 + 64 * 1024

/** One operation of the guard: the fields of its request, bucket first, give the fields of its answer. */
export function operate(
  store: KeyValueStore,
  operation: string,
  fields: readonly Buffer[],
  quota: number,
): readonly Uint8Array[] {
  const bucket = fields[0] ?? refuse()
  const rest = fields.slice(1)
  const keys = keysOf(operation, rest)
  if (keys.length > mostKeys) throw new Refusal(413, `At most ${mostKeys} keys at a time.`)
  for (const key of keys) if (!isText(key)) throw new Refusal(400, 'A key is not UTF-8.')
  if (!isText(bucket)) throw new Refusal(400, 'The name of a bucket is not UTF-8.')
  const at = (index: number, of: number) => (rest.length === of ? (rest[index] ?? refuse()) : refuse())
  switch (operation) {
    case 'open':
      return rest.length === 0 ? [] : refuse()
    case 'get': {
      const value = store.get(bucket, at(0, 1))
      return value ? [value] : []
    }
    case 'exists':
      return [store.has(bucket, at(0, 1)) ? yes : no]
    case 'set':
      store.set(bucket, [[at(0, 2), at(1, 2)]], quota)
      return []
    case 'delete':
      store.delete(bucket, [at(0, 1)])
      return []
    case 'list-keys': {
      const { keys, next } = store.keys(bucket, readCursor(at(0, 1)))
      return [Buffer.from(next === undefined ? '' : String(next)), ...keys]
    }
    case 'increment':
      return [Buffer.from(String(store.increment(bucket, at(0, 2), readDelta(at(1, 2)), quota)))]
    case 'swap': {
      const expected = at(1, 4).equals(yes) ? at(2, 4) : undefined
      const { swapped, current } = store.swap(bucket, at(0, 4), { expected, value: at(3, 4), quota })
      return swapped ? [yes] : current ? [no, current] : [no]
    }
    case 'get-many':
      return getMany(store, bucket, rest)
    case 'set-many':
      store.set(bucket, pairsOf(rest), quota)
      return []
    case 'delete-many':
      store.delete(bucket, rest)
      return []
    default:
      throw new Refusal(400, 'There is no such operation.')
  }
}

function getMany(store: KeyValueStore, bucket: Buffer, keys: readonly Buffer[]): Uint8Array[] {
  const fields: Uint8Array[] = []
  let bytes = 0
  for (const key of keys) {
    const value = store.get(bucket, key)
    bytes += 9 + (value?.length ?? 0)
    // One large value asked for many times would fill the memory of the host.
    if (bytes > mostBytes) throw new Refusal(413, 'These values are too large for one answer.')
    fields.push(...(value ? [yes, value] : [no]))
  }
  return fields
}

function keysOf(operation: string, rest: readonly Buffer[]): readonly Buffer[] {
  if (operation === 'get-many' || operation === 'delete-many') return rest
  if (operation === 'set-many') return rest.filter((_field, at) => at % 2 === 0)
  return rest.slice(0, 1)
}

function pairsOf(rest: readonly Buffer[]): Pair[] {
  if (rest.length % 2 !== 0) refuse()
  return rest.flatMap((key, at) => (at % 2 === 0 ? [[key, rest[at + 1] ?? refuse()] as const] : []))
}

function readCursor(field: Buffer): number {
  const text = field.toString('latin1')
  if (text === '') return 0
  return /^\d{1,15}$/.test(text) ? Number(text) : refuse()
}

function readDelta(field: Buffer): bigint {
  const text = field.toString('latin1')
  return /^-?\d+$/.test(text) && text.length <= 20 ? BigInt(text) : refuse()
}

function isText(bytes: Buffer): boolean {
  return Buffer.compare(Buffer.from(bytes.toString('utf8')), bytes) === 0
}

function refuse(): never {
  throw new Refusal(400, 'The fields of the request are not those of its operation.')
}
