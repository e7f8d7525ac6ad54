import { randomUUID } from 'node:crypto'
import type { GrantRequest } from '../../../shared/access.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Audience } from '../audience.ts'

interface Waiting {
  request: GrantRequest
  answer(refused: ProblemError | undefined): void
}

/** Somebody at a window sees it within that time, or is not there. */
const patienceMs = 120_000

/** Changes that the command line asked for and that a person answers in a window. */
export class GrantRequests {
  readonly #audience: Pick<Audience, 'windows' | 'tell' | 'onChange'>
  readonly #patienceMs: number
  readonly #waiting = new Map<string, Waiting>()

  constructor(audience: Pick<Audience, 'windows' | 'tell' | 'onChange'>, patience = patienceMs) {
    this.#audience = audience
    this.#patienceMs = patience
    audience.onChange(() => {
      if (audience.windows === 0) for (const { answer } of [...this.#waiting.values()]) answer(noWindow())
    })
  }

  get list(): GrantRequest[] {
    return [...this.#waiting.values()].map(({ request }) => request)
  }

  /** Resolves once it is allowed; rejects with a ProblemError when it is not, or nobody answers, or whoever asked is gone. */
  ask(server: string | null, changes: string[], gone: AbortSignal): Promise<void> {
    if (this.#audience.windows === 0) return Promise.reject(noWindow())
    const id = randomUUID()
    return new Promise((resolve, reject) => {
      const leave = () => answer(refused('Whoever asked for the change is gone.'))
      const timer = setTimeout(
        () => answer(refused('Nobody answered in the window within two minutes, so nothing was changed.')),
        this.#patienceMs,
      )
      const answer = (problem: ProblemError | undefined) => {
        clearTimeout(timer)
        gone.removeEventListener('abort', leave)
        if (!this.#waiting.delete(id)) return
        this.#tell()
        if (problem) reject(problem)
        else resolve()
      }
      this.#waiting.set(id, { request: { id, at: Date.now(), server, changes }, answer })
      gone.addEventListener('abort', leave)
      if (gone.aborted) leave()
      else this.#tell()
    })
  }

  /** False when it waits no more. */
  answer(id: string, allow: boolean): boolean {
    const waiting = this.#waiting.get(id)
    waiting?.answer(allow ? undefined : refused('The change was refused in the window.'))
    return waiting !== undefined
  }

  close(): void {
    for (const { answer } of [...this.#waiting.values()]) answer(refused('Belljar is ending, so nothing was changed.'))
  }

  #tell(): void {
    this.#audience.tell('grant-requests.changed', this.list)
  }
}

function refused(message: string): ProblemError {
  return new ProblemError({ code: 'conflict', message, hint: 'Try again, and answer in the window of Belljar.' })
}

function noWindow(): ProblemError {
  return new ProblemError({
    code: 'unavailable',
    message: 'This change has to be confirmed in a window of Belljar, and none is open.',
    hint: 'Open Belljar and try again.',
  })
}
