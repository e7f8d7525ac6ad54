import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { Refusal } from './refusal.ts'

export type Pair = readonly [key: Uint8Array, value: Uint8Array]

/** Counted for each pair besides its bytes, so that a store of empty values is bounded too. */
const bytesOfPair = 32
const pageKeys = 1000
const pageBytes = 1024 * 1024
const version = 1

/** What one server keeps. Every method is a transaction of its own: all of it happens or nothing. */
export class KeyValueStore {
  readonly #db: DatabaseSyncInstance
  readonly #statements
  /** Bytes in use, as the quota counts them. */
  #used: number

  /** Throws SQLite's own error when the file is damaged. */
  constructor(file: string) {
    // SQLite would let everybody read it, and gives its other files the same mode.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    this.#db = new DatabaseSync(file, { timeout: 2000 })
    try {
      this.#statements = prepare(this.#db)
      this.#used = Number((this.#statements.used.get() as { bytes: number }).bytes)
    } catch (error) {
      this.close()
      throw error
    }
  }

  get(bucket: Uint8Array, key: Uint8Array): Uint8Array | undefined {
    return (this.#statements.get.get(bucket, key) as { value: Uint8Array } | undefined)?.value
  }

  has(bucket: Uint8Array, key: Uint8Array): boolean {
    return this.#statements.size.get(bucket, key) !== undefined
  }

  set(bucket: Uint8Array, pairs: readonly Pair[], quota: number): void {
    this.#whole(() => {
      for (const [key, value] of pairs) this.#put(bucket, key, value, quota)
    })
  }

  delete(bucket: Uint8Array, keys: readonly Uint8Array[]): void {
    this.#whole(() => {
      for (const key of keys) {
        this.#used -= this.#sizeOf(bucket, key)
        this.#statements.delete.run(bucket, key)
      }
    })
  }

  increment(bucket: Uint8Array, key: Uint8Array, delta: bigint, quota: number): bigint {
    return this.#whole(() => {
      const sum = readNumber(this.get(bucket, key)) + delta
      if (BigInt.asIntN(64, sum) !== sum) throw new Refusal(409, 'The number would not fit into 64 bits.')
      this.#put(bucket, key, Buffer.from(String(sum)), quota)
      return sum
    })
  }

  /** Sets it only if it still is what was expected; else gives what it is. */
  swap(
    bucket: Uint8Array,
    key: Uint8Array,
    change: { expected: Uint8Array | undefined; value: Uint8Array; quota: number },
  ): { swapped: boolean; current?: Uint8Array } {
    return this.#whole(() => {
      const current = this.get(bucket, key)
      const same =
        current && change.expected ? Buffer.compare(current, change.expected) === 0 : current === change.expected
      if (!same) return { swapped: false, ...(current && { current }) }
      this.#put(bucket, key, change.value, change.quota)
      return { swapped: true }
    })
  }

  /** Some keys, and where to go on; `next` is absent at the end. */
  keys(bucket: Uint8Array, after: number): { keys: Uint8Array[]; next?: number } {
    const keys: Uint8Array[] = []
    let bytes = 0
    let last: number | undefined
    // Row by row: a thousand keys can be a gigabyte.
    for (const row of this.#statements.keys.iterate(bucket, after) as Iterable<{ id: number; key: Uint8Array }>) {
      bytes += row.key.length + 4
      if (last !== undefined && (keys.length === pageKeys || bytes > pageBytes)) return { keys, next: last }
      keys.push(row.key)
      last = row.id
    }
    return { keys }
  }

  /** Deletes everything, also from the file. */
  clear(): void {
    this.#db.exec('DELETE FROM pairs; VACUUM')
    this.#used = 0
  }

  /**
   * False when the file may not be touched until this process ends. The library keeps a closed connection until its statements are collected
   * as garbage, and a connection that is still in WAL mode then deletes whatever lies at the name of its log: perhaps that of a newer store.
   */
  close(): boolean {
    try {
      const mode = this.#db.prepare('PRAGMA journal_mode = DELETE').get() as { journal_mode: string }
      return mode.journal_mode === 'delete'
    } catch {
      return false
    } finally {
      this.#db.close()
    }
  }

  #put(bucket: Uint8Array, key: Uint8Array, value: Uint8Array, quota: number): void {
    const more = bucket.length + key.length + value.length + bytesOfPair - this.#sizeOf(bucket, key)
    if (more > 0 && this.#used + more > quota)
      throw new Refusal(507, `The store is full: ${quota} bytes are granted and ${this.#used} are in use.`)
    this.#statements.put.run(bucket, key, value)
    this.#used += more
  }

  #sizeOf(bucket: Uint8Array, key: Uint8Array): number {
    const row = this.#statements.size.get(bucket, key) as { bytes: number } | undefined
    return row === undefined ? 0 : bucket.length + key.length + Number(row.bytes) + bytesOfPair
  }

  #whole<T>(act: () => T): T {
    const used = this.#used
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const result = act()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      this.#used = used
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }
}

function prepare(db: DatabaseSyncInstance) {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF')
  db.exec('PRAGMA journal_size_limit = 4000000; PRAGMA cache_size = -2000')
  const found = Number((db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version)
  if (found > version) throw new Refusal(500, 'The store was written by a newer Belljar.')
  db.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS pairs (
      id INTEGER PRIMARY KEY, bucket BLOB NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, UNIQUE (bucket, key));
    CREATE INDEX IF NOT EXISTS pairs_of_bucket ON pairs (bucket);
    PRAGMA user_version = ${version};
    COMMIT`)
  return {
    used: db.prepare(
      `SELECT coalesce(sum(length(bucket) + length(key) + length(value) + ${bytesOfPair}), 0) AS bytes FROM pairs`,
    ),
    get: db.prepare('SELECT value FROM pairs WHERE bucket = ? AND key = ?'),
    size: db.prepare('SELECT length(value) AS bytes FROM pairs WHERE bucket = ? AND key = ?'),
    put: db.prepare(
      'INSERT INTO pairs (bucket, key, value) VALUES (?, ?, ?) ON CONFLICT (bucket, key) DO UPDATE SET value = excluded.value',
    ),
    delete: db.prepare('DELETE FROM pairs WHERE bucket = ? AND key = ?'),
    keys: db.prepare('SELECT id, key FROM pairs WHERE bucket = ? AND id > ? ORDER BY id'),
  }
}

function readNumber(value: Uint8Array | undefined): bigint {
  if (value === undefined) return 0n
  const text = Buffer.from(value).toString('latin1')
  const number = /^-?\d{1,19}$/.test(text) ? BigInt(text) : undefined
  if (number === undefined || BigInt.asIntN(64, number) !== number)
    throw new Refusal(409, 'The value is not a number in decimal digits that fits into 64 bits.')
  return number
}
