import { parentPort, workerData } from 'node:worker_threads'
import type { FromWorker, Questions, ToWorker, WorkerData } from './messages.ts'
import { Redactor } from './redactor.ts'
import { whyOf } from './sqlite-error.ts'
import { Store } from './store.ts'

/** The thread that owns the database. SQLite is synchronous: here it may be. */
export function runWorker(): void {
  const port = parentPort
  if (!port) throw new Error('records-worker runs as a worker thread only')
  const { folder, limits } = workerData as WorkerData
  const say = (message: FromWorker) => port.postMessage(message)
  const store = new Store({ folder, limits, tell: (notice) => say({ kind: 'notice', notice }) })
  let redactor = new Redactor()
  let pruning = false

  /** In small steps, so that batches and questions get in between. */
  function prune(): void {
    try {
      pruning = store.prune()
    } catch {
      pruning = false
    }
    if (pruning) setTimeout(prune, 5)
  }

  port.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'write':
        if (message.secrets) redactor = new Redactor(message.secrets)
        try {
          const more = store.write(message.rows, redactor)
          say({ kind: 'written', id: message.id })
          if (more && !pruning) prune()
        } catch (error) {
          say({ kind: 'failed', id: message.id, why: whyOf(error) })
        }
        return
      case 'ask':
        try {
          say({
            kind: 'answer',
            id: message.id,
            value: store.ask(message.name, message.input as Questions[keyof Questions]['ask']),
          })
        } catch (error) {
          say({ kind: 'problem', id: message.id, why: whyOf(error) })
        }
        return
      case 'close':
        store.close()
        process.exit(0)
        return
      default:
        message satisfies never
    }
  })

  try {
    say({ kind: 'ready', lastSeq: store.lastSeq() })
  } catch (error) {
    // The file cannot be read now, perhaps later: numbers from the clock are above any that it holds.
    say({ kind: 'ready', lastSeq: Date.now(), why: whyOf(error) })
  }
}
