import { randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, rmSync } from 'node:fs'
import { chmod, lstat, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { dumpBytes } from './refused-dump.ts'

/** Of one server. */
const mostOfServer = 5

const dayMs = 86_400_000

/** `SERVER.TIME.RANDOM.coredump`: no id of a server has a dot, and times of one length sort as text. */
const dumpName = /^([a-z0-9-]+)\.([0-9a-z]{9})\.[0-9a-f]{8}\.coredump$/

interface Dump {
  file: string
  server: string
  time: string
  size: number
}

/** Core dumps of servers that trapped: a folder of its own, bounded in number, size and age. */
export class Dumps {
  readonly folder: string
  #days = Infinity
  #daily: NodeJS.Timeout | undefined
  #work: Promise<void> = Promise.resolve()

  constructor(folder: string) {
    this.folder = folder
  }

  /** The file that the next instance of a server may write. Throws when its folder cannot be made. */
  place(server: string): string {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    const time = Date.now().toString(36).padStart(9, '0')
    return path.join(this.folder, `${server}.${time}.${randomBytes(4).toString('hex')}.coredump`)
  }

  /** What an instance left at its place. `trapped`: it ended so; what else is there is half of a dump, and removed. */
  took(file: string, trapped: boolean): { path: string; size: number } | undefined {
    const found = lstatSync(file, { throwIfNoEntry: false })
    if (!found) return undefined
    if (!trapped || !found.isFile() || found.size === 0) {
      rmSync(file, { force: true })
      return undefined
    }
    void this.#then(async () => {
      await chmod(file, 0o600).catch(() => undefined)
      await this.#prune()
    })
    return { path: file, size: found.size }
  }

  /** Of one server, or all. */
  forget(server?: string): Promise<void> {
    return this.#then(async () => {
      for (const dump of await this.#list()) if (server === undefined || dump.server === server) await drop(dump)
    })
  }

  /** Removes what is older, now and each day, until it is told otherwise. */
  keep(days: number): void {
    this.#days = days
    void this.#then(() => this.#prune())
    this.#daily ??= setInterval(() => void this.#then(() => this.#prune()), dayMs).unref()
  }

  /** Resolves when nothing waits to be pruned. */
  settled(): Promise<void> {
    return this.#work
  }

  #then(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work, work)
    return this.#work
  }

  /** The newest stay. */
  async #prune(): Promise<void> {
    const counts = new Map<string, number>()
    let bytes = 0
    const oldest = Date.now() - this.#days * dayMs
    for (const dump of await this.#list()) {
      const count = (counts.get(dump.server) ?? 0) + 1
      counts.set(dump.server, count)
      bytes += dump.size
      if (count > mostOfServer || bytes > dumpBytes || parseInt(dump.time, 36) < oldest) await drop(dump)
    }
  }

  /** Newest first. */
  async #list(): Promise<Dump[]> {
    const dumps: Dump[] = []
    for (const name of await readdir(this.folder).catch(() => [])) {
      const [, server, time] = dumpName.exec(name) ?? []
      const file = path.join(this.folder, name)
      const found = await lstat(file).catch(() => undefined)
      if (server !== undefined && time !== undefined && found) dumps.push({ file, server, time, size: found.size })
    }
    return dumps.sort((a, b) => (a.time < b.time ? 1 : -1))
  }
}

/** What cannot be deleted now is looked at again after the next one. */
async function drop({ file }: Dump): Promise<void> {
  await rm(file, { force: true }).catch(() => undefined)
}
