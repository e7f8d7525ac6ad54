import pidusage from 'pidusage'
import type { Usage } from '../../../shared/watching.ts'
import { programOf } from './peak.ts'

/** On Windows a PowerShell is started for each look. */
const everyMs = process.platform === 'win32' ? 10_000 : 2000

interface Options {
  /** Running children. */
  instances(): readonly { server: string; pid?: number }[]
  /** Somebody looks. */
  wanted(): boolean
  tell(usage: Usage[]): void
}

/** Memory and CPU of what runs. Looks only while somebody looks and something runs: asking the system costs it some work. */
export class UsageWatch {
  readonly #options: Options
  #timer: NodeJS.Timeout | undefined
  #looking = false
  #closed = false
  #last: Usage[] = []

  constructor(options: Options) {
    this.#options = options
  }

  /** As it was told last. */
  get list(): Usage[] {
    return this.#last
  }

  /** Something has begun or ended, or somebody came or left. */
  changed(): void {
    if (this.#closed || this.#timer || this.#looking) return
    if (this.#idle() && this.#last.length === 0) return
    // The first look is soon, but not in the way of a start.
    this.#timer = setTimeout(() => void this.#look(), 100).unref()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    pidusage.clear()
  }

  #idle(): boolean {
    const { wanted, instances } = this.#options
    return !wanted() || !instances().some(({ pid }) => pid !== undefined)
  }

  async #look(): Promise<void> {
    this.#timer = undefined
    this.#looking = true
    const usage = this.#idle() ? [] : await this.#measure()
    this.#looking = false
    if (this.#closed) return
    if (usage.length > 0 || this.#last.length > 0) this.#options.tell(usage)
    this.#last = usage
    if (!this.#idle()) this.#timer = setTimeout(() => void this.#look(), everyMs).unref()
  }

  async #measure(): Promise<Usage[]> {
    const running = await Promise.all(
      this.#options.instances().map(async ({ server, pid }) => {
        if (pid === undefined) return []
        return [{ server, program: process.platform === 'linux' ? await programOf(pid) : pid }]
      }),
    )
    const programs = running.flat()
    const found = await statusOf(programs.map(({ program }) => program))
    const servers = new Map<string, Usage>()
    for (const { server, program } of programs) {
      const status = found[program]
      // It may have ended meanwhile.
      if (!status) continue
      const one = { server, instances: 1, memoryBytes: status.memory, cpu: status.cpu / 100 }
      const sum = servers.get(one.server)
      if (!sum) servers.set(one.server, one)
      else {
        sum.instances++
        sum.memoryBytes += one.memoryBytes
        sum.cpu += one.cpu
      }
    }
    return [...servers.values()]
  }
}

/** All with one question: on macOS and Windows each starts a program. */
async function statusOf(programs: readonly number[]): Promise<Partial<Record<number, pidusage.Status>>> {
  const different = [...new Set(programs)]
  return different.length === 0 ? {} : pidusage(different).catch(() => ({}))
}
