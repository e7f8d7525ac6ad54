import { parentPort, workerData } from 'node:worker_threads'
import { LineDesk } from './line-desk.ts'
import { LineIntake } from './line-intake.ts'
import { LogNewsDesk } from './log-news.ts'
import type { FromWorker, Questions, ToWorker, WorkerData } from './messages.ts'
import { readBeside } from './reading.ts'
import { Redactor } from './redactor.ts'
import { clear, forget, type Steps } from './removal.ts'
import { recordsSize } from './size.ts'
import { whyOf } from './sqlite-error.ts'
import { Store } from './store.ts'

/** What a host that was ended left without signatures is signed when all else is done. */
const signLaterMs = 3000
/** Numbers that a thread which ended may have given without storing them. */
const untold = 1_000_000

/** The thread that owns the database, or the one that reads beside it. SQLite is synchronous: here it may be. */
export function runWorker(): void {
  const port = parentPort
  if (!port) throw new Error('records-worker runs as a worker thread only')
  const data = workerData as WorkerData
  const say = (message: FromWorker) => port.postMessage(message)
  if (data.role === 'read') return readBeside(port, data)

  const store = new Store({ ...data, tell: (notice) => say({ kind: 'notice', notice }) })
  let redactor = new Redactor()
  let pruning = false
  let intake: LineIntake
  const news = new LogNewsDesk((told) => say({ kind: 'news', news: told }))
  const desk = new LineDesk({
    write: (runs) => {
      if (store.writeLines(runs)) pruneSoon()
    },
    told: (runs) => news.add(runs),
    trouble: (why, lost) => say({ kind: 'trouble', ...(why !== undefined && { why }), lost }),
    dropped: (server, lines) => {
      const text = `${lines.toLocaleString('en')} lines were dropped here: they could not be written.`
      const line = { at: Date.now(), server, session: null, source: 'host', level: 'warning', text } as const
      desk.add(intake.take([{ kind: 'line', line }]))
    },
  })

  function pruneSoon(): void {
    if (pruning) return
    pruning = true
    setTimeout(prune, 5)
  }

  /** In small steps, so that batches and questions get in between. */
  function prune(): void {
    try {
      pruning = store.prune()
    } catch {
      pruning = false
    }
    if (pruning) setTimeout(prune, 5)
  }

  function sign(after: number): void {
    try {
      const next = store.sound(({ lines }) => lines.signMissing(after))
      if (next !== undefined) setTimeout(() => sign(next), 200).unref()
    } catch {
      // Searched line by line, until the next start.
    }
  }

  function finish(id: number, steps: Steps): void {
    try {
      const { done } = steps.next()
      if (done) say({ kind: 'answer', id, value: null })
      else setImmediate(() => finish(id, steps))
    } catch (error) {
      say({ kind: 'problem', id, why: whyOf(error) })
    }
  }

  function answer(name: keyof Questions, input: unknown): unknown {
    switch (name) {
      case 'dismiss':
        return store.dismiss(input as Questions['dismiss']['ask'])
      case 'keep':
        store.sound(({ retention }) => retention.keep(input as Questions['keep']['ask']))
        pruneSoon()
        return null
      case 'size':
        return store.sound(recordsSize)
      case 'forget':
      case 'clear':
        throw new Error('takes steps')
      default:
        return store.ask(name, input as never)
    }
  }

  port.on('message', (message: ToWorker) => {
    if ('secrets' in message && message.secrets) intake.redactor = redactor = new Redactor(message.secrets)
    switch (message.kind) {
      case 'write':
        try {
          if (store.write(message.rows, redactor)) pruneSoon()
          say({ kind: 'written', id: message.id })
        } catch (error) {
          say({ kind: 'failed', id: message.id, why: whyOf(error) })
        }
        return
      case 'lines':
        desk.add(intake.take(message.items))
        say({ kind: 'taken', id: message.id })
        return
      case 'ask':
        if (message.name === 'forget') return finish(message.id, forget(store, message.input as string))
        if (message.name === 'clear')
          return finish(message.id, clear(store, message.input as Questions['clear']['ask']))
        try {
          say({ kind: 'answer', id: message.id, value: answer(message.name, message.input) })
        } catch (error) {
          say({ kind: 'problem', id: message.id, why: whyOf(error) })
        }
        return
      case 'close':
        desk.close()
        news.flush()
        store.close()
        process.exit(0)
        return
      default:
        message satisfies never
    }
  })

  const told = data.told ? data.told + untold : 0
  try {
    intake = new LineIntake(Math.max(store.lastSeq(), told), redactor)
    say({ kind: 'ready' })
    setTimeout(() => sign(-1), signLaterMs).unref()
  } catch (error) {
    // The file cannot be read now, perhaps later: numbers from the clock are above any that it holds.
    intake = new LineIntake(Math.max(Date.now(), told), redactor)
    say({ kind: 'ready', why: whyOf(error) })
  }
}
