import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { workerFile } from '../worker-file.ts'
import type { Checked, FromChecker, ToChecker } from './check-messages.ts'

/** Patterns of a hostile schema can take for ever; honest ones take a few ms. */
const limitMs = 5_000
/** The thread itself, when nobody asks any more. */
const idleMs = 60_000
const atOnce = 50

interface Text {
  hash: string
  text: string
}

/** Checks arguments with the schemas of guests, in a thread of its own that is ended when it takes too long. */
export class Checker {
  readonly #limitMs: number
  readonly #texts = new WeakMap<object, Text>()
  /** Schemas that took too long twice are not tried again in this run: once can be a busy computer. */
  readonly #slow = new Map<string, number>()
  /** What the thread has compiled, as far as known. */
  #sent = new Set<string>()
  #worker: Worker | undefined
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #lastId = 0
  #idle: NodeJS.Timeout | undefined
  #closed = false

  constructor(ms = limitMs) {
    this.#limitMs = ms
  }

  /** One after the other, as one that takes too long takes the thread with it. */
  check(schema: unknown, json: string): Promise<Checked> {
    if (typeof schema !== 'object' || schema === null)
      return Promise.resolve(unchecked('It has no schema that could be checked.'))
    if (this.#waiting >= atOnce) return Promise.resolve(unchecked('Too much is checked at this moment.'))
    this.#waiting++
    const checked = this.#last
      .then(() => this.#check(this.#textOf(schema), json))
      .catch(() => unchecked('They could not be checked: the thread for it ended.'))
      .finally(() => {
        this.#waiting--
        clearTimeout(this.#idle)
        this.#idle = setTimeout(() => this.#waiting === 0 && void this.#end(), idleMs).unref()
      })
    this.#last = checked
    return checked
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#idle)
    await this.#end()
  }

  async #check({ hash, text }: Text, json: string): Promise<Checked> {
    if (this.#closed) return unchecked('Belljar is ending.')
    if ((this.#slow.get(hash) ?? 0) > 1) return unchecked(tooSlow)
    const worker = (this.#worker ??= await this.#start())
    const schema = this.#sent.has(hash) ? {} : { schema: text }
    const first = await this.#ask(worker, { id: ++this.#lastId, hash, ...schema, json })
    const answer =
      first && 'missing' in first ? await this.#ask(worker, { id: ++this.#lastId, hash, schema: text, json }) : first
    if (answer && 'checked' in answer) {
      this.#sent.add(hash)
      return answer.checked
    }
    this.#slow.set(hash, (this.#slow.get(hash) ?? 0) + 1)
    await this.#end()
    return unchecked(tooSlow)
  }

  /** Undefined: no answer within the limit. */
  #ask(worker: Worker, message: ToChecker): Promise<FromChecker | undefined> {
    return new Promise((resolve) => {
      const done = (answer: FromChecker | undefined) => {
        clearTimeout(late)
        worker.off('message', heard).off('exit', gone)
        resolve(answer)
      }
      const late = setTimeout(() => done(undefined), this.#limitMs)
      const heard = (answer: FromChecker) => {
        if (answer.id === message.id) done(answer)
      }
      const gone = () => done(undefined)
      worker.on('message', heard).on('exit', gone)
      worker.postMessage(message)
    })
  }

  async #start(): Promise<Worker> {
    const worker = new Worker(await workerFile('check-worker'), {
      name: 'belljar check',
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
    })
    worker.unref()
    // It runs out of memory, or its code cannot be loaded: then it exits.
    worker.on('error', () => undefined)
    worker.on('exit', () => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      this.#sent = new Set()
    })
    // Loading its code is no part of the limit.
    await new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('exit', reject))
    return worker
  }

  async #end(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    this.#sent = new Set()
    await worker?.terminate()
  }

  #textOf(schema: object): Text {
    const known = this.#texts.get(schema)
    if (known) return known
    const text = JSON.stringify(schema)
    const made = { text, hash: createHash('sha256').update(text).digest('hex') }
    this.#texts.set(schema, made)
    return made
  }
}

const tooSlow = 'Checking with its schema takes too long or too much memory, so they were not checked.'

function unchecked(why: string): Checked {
  return { problems: [], unchecked: why }
}
