import { statSync } from 'node:fs'
import path from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { LiveSignature } from './live-signature.ts'
import type { FromWorker, Questions, ToWorker, WorkerData } from './messages.ts'
import { reader, type Answered, slicedReader } from './reader.ts'
import { schemaVersion } from './schema.ts'
import { whyOf } from './sqlite-error.ts'

/** A search that takes longer is given up: it is to be narrowed. */
const longestMs = 20_000

interface Opened {
  db: DatabaseSyncInstance
  file: string
  /** Tells a file from another one that took its place. */
  inode: number
  read: ReturnType<typeof reader>
  sliced: ReturnType<typeof slicedReader>
}

interface Job {
  id: number
  steps: Generator<void, unknown>
  begunAt: number
}

/** Answers questions from a connection of its own: a search that takes long holds neither batches nor other questions up. */
export function readBeside(port: MessagePort, data: WorkerData): void {
  const say = (message: FromWorker) => port.postMessage(message)
  const live = new LiveSignature(data.live)
  let opened: Opened | undefined
  let jobs: Job[] = []
  let going = false

  function open(): Opened {
    if (opened && statSync(opened.file, { throwIfNoEntry: false })?.ino === opened.inode) return opened
    opened?.db.close()
    opened = undefined
    for (const name of ['records.db', `records-${schemaVersion}.db`]) {
      const file = path.join(data.folder, name)
      const inode = statSync(file).ino
      const db = new DatabaseSync(file, { readOnly: true, timeout: 2000 })
      const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
      if (version === schemaVersion)
        return (opened = { db, file, inode, read: reader(db, live), sliced: slicedReader(db, live) })
      db.close()
    }
    throw new Error('there are no records of this version')
  }

  /** One slice of each question in turn. */
  function go(): void {
    const over = new Set<Job>()
    for (const job of jobs)
      try {
        const { done, value } = job.steps.next()
        if (done) say({ kind: 'answer', id: job.id, value })
        else if (performance.now() - job.begunAt > longestMs)
          say({ kind: 'problem', id: job.id, why: 'it took too long', late: true })
        else continue
        over.add(job)
      } catch (error) {
        over.add(job)
        say({ kind: 'problem', id: job.id, why: whyOf(error) })
      }
    jobs = jobs.filter((job) => !over.has(job))
    going = jobs.length > 0
    if (going) setImmediate(go)
  }

  function ask(id: number, name: keyof Questions, input: unknown): void {
    const { read, sliced } = open()
    if (name !== 'logs' && name !== 'countLogs' && name !== 'calls')
      return say({ kind: 'answer', id, value: read[name as Answered](input as never) })
    jobs.push({ id, steps: sliced[name](input as never), begunAt: performance.now() })
    if (!going) go()
  }

  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') process.exit(0)
    if (message.kind !== 'ask') return
    try {
      ask(message.id, message.name, message.input)
    } catch (error) {
      say({ kind: 'problem', id: message.id, why: whyOf(error) })
    }
  })
  say({ kind: 'ready' })
}
