import { createHash, randomBytes } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { workerFile } from '../worker-file.ts'
import type { FromKeychain, KeychainAsk, ToKeychain } from './keychain-messages.ts'
import { busAnswers } from './session-bus.ts'

/** Long enough for a person to unlock it. */
const probeMs = 20_000
const askMs = 60_000

type Ask = KeychainAsk extends infer K ? (K extends KeychainAsk ? Omit<K, 'service'> : never) : never

/** The keychain of this login, asked in a thread of its own. Rejects with an Error whose message is for people to read in brackets. */
export class Keychain {
  readonly #service: string
  readonly #env: NodeJS.ProcessEnv
  readonly #waiting = new Map<number, (answer: FromKeychain | string) => void>()
  #worker: Promise<Worker> | undefined
  #lastId = 0
  /** Why it is asked no more in this run. */
  #lost: string | undefined

  /** Two data directories share no values, also when one is a copy of the other. */
  constructor(home: string, env: NodeJS.ProcessEnv) {
    const identity = createHash('sha256').update(realpathSync.native(home)).digest('hex').slice(0, 12)
    this.#service = `Belljar ${identity}`
    this.#env = env
  }

  /** Undefined when it keeps what it is given, else why not. Writes, reads and removes an entry. */
  async probe(): Promise<string | undefined> {
    if (this.#env['BELLJAR_KEYCHAIN'] === 'off') return 'BELLJAR_KEYCHAIN is off'
    // No secret can have this name.
    const name = '.probe'
    const value = randomBytes(12).toString('hex')
    try {
      await this.#ask({ do: 'set', name, value }, probeMs)
      const kept = (await this.#ask({ do: 'get', name }, probeMs)) === value
      await this.#ask({ do: 'remove', name }, probeMs)
      return kept ? undefined : 'it does not keep what it is given'
    } catch (error) {
      return (error as Error).message
    }
  }

  get(name: string): Promise<string | undefined> {
    return this.#ask({ do: 'get', name })
  }

  async set(name: string, value: string): Promise<void> {
    await this.#ask({ do: 'set', name, value })
  }

  async remove(name: string): Promise<void> {
    await this.#ask({ do: 'remove', name })
  }

  async close(): Promise<void> {
    if (this.#waiting.size === 0) await (await this.#worker)?.terminate()
  }

  async #ask(ask: Ask, limitMs = askMs): Promise<string | undefined> {
    if (this.#lost !== undefined) throw new Error(this.#lost)
    if (process.platform === 'linux' && !(await busAnswers(this.#env)))
      throw new Error('there is no session bus, or it does not answer')
    const worker = await (this.#worker ??= this.#start())
    const id = ++this.#lastId
    const answer = await new Promise<FromKeychain | string>((resolve) => {
      const late = setTimeout(() => this.#lose('it does not answer'), limitMs)
      this.#waiting.set(id, (answer) => {
        clearTimeout(late)
        this.#waiting.delete(id)
        resolve(answer)
      })
      worker.postMessage({ id, ask: { ...ask, service: this.#service } } satisfies ToKeychain)
    })
    if (typeof answer === 'string') throw new Error(answer)
    if ('why' in answer) throw new Error(plain(answer.why))
    return answer.value
  }

  async #start(): Promise<Worker> {
    const worker = new Worker(await workerFile('keychain-worker'), { name: 'belljar keychain' })
    worker.unref()
    worker.on('message', (answer: FromKeychain) => this.#waiting.get(answer.id)?.(answer))
    worker.on('error', (error) => this.#lose(plain(error.message)))
    worker.on('exit', () => this.#lose('its thread ended'))
    return worker
  }

  #lose(why: string): void {
    this.#lost ??= why
    // A thread that hangs in the library would keep this process from ending.
    if (this.#waiting.size > 0) process.once('exit', () => process.kill(process.pid, 'SIGKILL'))
    for (const settle of this.#waiting.values()) settle(why)
  }
}

/** One line without the dot that our sentence brings. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '').slice(0, 200)
}
