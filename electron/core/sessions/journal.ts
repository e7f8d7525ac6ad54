import {
  appendFileSync,
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import type { Preamble } from './preamble.ts'

export type RequestId = string | number

const compactAbove = 256 * 1024

/** How long the record of an answer may wait to be written together with the next request. A host that is killed meanwhile costs a second answer, which clients drop. */
const lateMs = 5

/** What a journal says about a session whose host ended. */
export interface JournalState {
  header: Preamble
  /** Bytes of the client that were taken. */
  received: number
  /** Requests without an answer, and whether each is a tools/call. */
  open: Map<RequestId, { toolCall: boolean }>
  /** Lines to be replayed, in order. */
  kept: string[]
  /** A hash of the lists as the client knows them. */
  lists?: string
}

/** The file that lets a new host go on with a session: append-only text, one record per line, written before what it says is done. */
export class Journal {
  readonly path: string
  #file: number | undefined
  #size = 0
  #compactSize = 0
  #lists: string | undefined
  #received: number
  #header: Preamble
  #kept: string[]
  readonly #open = new Map<RequestId, { toolCall: boolean }>()
  #late = ''
  #lateTimer: NodeJS.Timeout | undefined

  constructor(path: string, state: Pick<JournalState, 'header'> & Partial<JournalState>) {
    this.path = path
    this.#header = state.header
    this.#received = state.received ?? 0
    this.#kept = state.kept ?? []
    this.#lists = state.lists
    for (const [id, about] of state.open ?? []) this.#open.set(id, about)
    this.#rewrite()
  }

  get received(): number {
    return this.#received
  }

  /** A line was taken from the client: its bytes, the requests in it, and itself if it must be replayed. */
  took(bytes: number, requests: readonly { id: RequestId; toolCall: boolean }[] = [], keep?: string): void {
    this.#received += bytes
    let records = `r ${this.#received}\n`
    for (const { id, toolCall } of requests) {
      this.#open.set(id, { toolCall })
      const text = JSON.stringify(id)
      records += toolCall ? `+ ${text}\nc ${text}\n` : `+ ${text}\n`
    }
    if (keep !== undefined) {
      this.#kept.push(keep)
      records += `k ${keep}\n`
    }
    this.#append(records)
  }

  /** An answer has reached the socket, or none will ever come. */
  answered(id: RequestId): void {
    if (!this.#open.delete(id)) return
    this.#late += `- ${JSON.stringify(id)}\n`
    this.#lateTimer ??= setTimeout(() => this.#append(''), lateMs)
    if (this.#size > compactAbove && this.#size > 4 * this.#compactSize) this.#rewrite()
  }

  /** The client was shown lists, or told that they changed. */
  showed(lists: string): void {
    if (this.#lists === lists) return
    this.#lists = lists
    this.#append(`l ${lists}\n`)
  }

  /** Drops lines that need no replay any more. */
  forget(when: (line: string) => boolean): void {
    const left = this.#kept.filter((line) => !when(line))
    if (left.length === this.#kept.length) return
    this.#kept = left
    this.#rewrite()
  }

  close(): void {
    this.#append('')
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }

  remove(): void {
    this.close()
    rmSync(this.path, { force: true })
  }

  /** Writes what waited, and these. */
  #append(records: string): void {
    clearTimeout(this.#lateTimer)
    this.#lateTimer = undefined
    const all = this.#late + records
    this.#late = ''
    if (this.#file === undefined || all === '') return
    try {
      writeSync(this.#file, all)
      this.#size += all.length
    } catch {
      // A full disk costs the ability to resume, not the session. The next rewrite may succeed.
      this.#size = compactAbove + 1
    }
  }

  #rewrite(): void {
    const open = [...this.#open].map(([id, { toolCall }]) => {
      const text = JSON.stringify(id)
      return toolCall ? `+ ${text}\nc ${text}\n` : `+ ${text}\n`
    })
    const kept = this.#kept.map((line) => `k ${line}\n`)
    const lists = this.#lists === undefined ? '' : `l ${this.#lists}\n`
    const text = `h ${JSON.stringify(this.#header)}\nr ${this.#received}\n${lists}${kept.join('')}${open.join('')}`
    try {
      writeFileSync(`${this.path}.new`, text, { mode: 0o600 })
      this.close()
      renameSync(`${this.path}.new`, this.path)
      this.#file = openSync(this.path, 'a', 0o600)
      this.#size = text.length
      this.#compactSize = text.length
    } catch {
      this.#file ??= openAgain(this.path)
    }
  }
}

function openAgain(path: string): number | undefined {
  try {
    appendFileSync(path, '')
    return openSync(path, 'a', 0o600)
  } catch {
    return undefined
  }
}

/** Undefined when there is none, or none that can be used. A last record that was cut by a crash is dropped. */
export function readJournal(path: string): JournalState | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  const records = text.split('\n')
  records.pop()
  const open: JournalState['open'] = new Map()
  const kept: string[] = []
  let header: Preamble | undefined
  let received = 0
  let lists: string | undefined
  for (const record of records) {
    const rest = record.slice(2)
    try {
      if (record.startsWith('h ')) header = JSON.parse(rest) as Preamble
      else if (record.startsWith('r ')) received = Number(rest)
      else if (record.startsWith('+ ')) open.set(JSON.parse(rest) as RequestId, { toolCall: false })
      else if (record.startsWith('c ')) open.set(JSON.parse(rest) as RequestId, { toolCall: true })
      else if (record.startsWith('- ')) open.delete(JSON.parse(rest) as RequestId)
      else if (record.startsWith('l ')) lists = rest
      else if (record.startsWith('k ')) kept.push(rest)
    } catch {
      return undefined
    }
  }
  return header && Number.isSafeInteger(received)
    ? { header, received, open, kept, ...(lists !== undefined && { lists }) }
    : undefined
}
