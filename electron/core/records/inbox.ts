/** At most this long a job waits; one that comes alone is done in the next turn. */
const pauseMs = 50
/** Jobs hold what they are about, so not too many may wait. */
const most = 500

/** Jobs that may wait a moment, in order: under load they are done together, between the things that somebody waits for. */
export class Inbox {
  #jobs: (() => void)[] = []
  #drainedAt = -pauseMs
  #timer: NodeJS.Timeout | undefined

  add(job: () => void): void {
    this.#jobs.push(job)
    if (this.#jobs.length >= most) this.drain()
    else this.#timer ??= setTimeout(() => this.drain(), Math.max(0, this.#drainedAt + pauseMs - performance.now()))
  }

  /** Does what waits, now. */
  drain(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const jobs = this.#jobs
    this.#jobs = []
    for (const job of jobs) job()
    this.#drainedAt = performance.now()
  }
}
