import { calls, type Api, type CallName, type EventName, type Events, type Input, type Output } from './contract.ts'
import type { Problem } from './domain.ts'

/** One message. Plain JSON, so Electron IPC, a WebSocket, a socket and a test all carry it unchanged. */
export type Frame =
  | { kind: 'call'; id: number; name: string; input: unknown }
  | { kind: 'reply'; id: number; value: unknown }
  | { kind: 'problem'; id: number; problem: Problem }
  | { kind: 'event'; name: string; data: unknown }

/** Moves frames and knows nothing about what they mean. */
export interface Wire {
  send(frame: Frame): void
  onFrame(listener: (frame: Frame) => void): void
  onClose(listener: () => void): void
}

/** A request that was refused for a reason the person can be told. Anything else that is thrown is a bug. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

export interface Client {
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>
  /** Returns the function that ends the listening. */
  on<N extends EventName>(name: N, listener: (data: Events[N]) => void): () => void
  onClose(listener: () => void): void
}

export function connect(wire: Wire): Client {
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const listeners = new Map<string, Set<(data: never) => void>>()
  const closers = new Set<() => void>()
  let lastId = 0
  let closed = false

  wire.onFrame((frame) => {
    if (frame.kind === 'event') {
      for (const listener of listeners.get(frame.name) ?? []) listener(frame.data as never)
      return
    }
    if (frame.kind === 'call') return
    const waiter = pending.get(frame.id)
    pending.delete(frame.id)
    if (frame.kind === 'reply') waiter?.resolve(frame.value)
    else waiter?.reject(new ProblemError(frame.problem))
  })

  wire.onClose(() => {
    closed = true
    for (const waiter of pending.values()) waiter.reject(disconnected())
    pending.clear()
    for (const closer of closers) closer()
  })

  return {
    call(name, input) {
      if (closed) return Promise.reject(disconnected())
      const id = ++lastId
      const answer = new Promise<unknown>((resolve, reject) => pending.set(id, { resolve, reject }))
      wire.send({ kind: 'call', id, name, input })
      return answer as Promise<Output<typeof name>>
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener as (data: never) => void))
      return () => void set.delete(listener as (data: never) => void)
    },
    onClose: (listener) => void closers.add(listener),
  }
}

/** Sends one event to one peer. */
export function tell<N extends EventName>(wire: Wire, name: N, data: Events[N]): void {
  wire.send({ kind: 'event', name, data })
}

/** Answers every call that arrives on the wire. The input is checked here and nowhere else. */
export function serve(wire: Wire, api: Api, report: (error: unknown) => void): void {
  wire.onFrame((frame) => {
    if (!isCall(frame)) return
    void answer(api, frame.name, frame.input).then(
      (value) => wire.send({ kind: 'reply', id: frame.id, value }),
      (error: unknown) => {
        if (!(error instanceof ProblemError)) report(error)
        wire.send({ kind: 'problem', id: frame.id, problem: toProblem(error) })
      },
    )
  })
}

/** Frames come from outside: a browser tab could send anything. */
function isCall(frame: unknown): frame is Extract<Frame, { kind: 'call' }> {
  if (typeof frame !== 'object' || frame === null) return false
  const { kind, id, name } = frame as Record<string, unknown>
  return kind === 'call' && typeof id === 'number' && typeof name === 'string'
}

async function answer(api: Api, name: string, input: unknown): Promise<unknown> {
  if (!Object.hasOwn(calls, name))
    throw new ProblemError({ code: 'bad-request', message: `There is no call named ${name}.` })
  const parsed = calls[name as CallName].input.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue?.path.length ? ` at ${issue.path.join('.')}` : ''
    throw new ProblemError({
      code: 'bad-request',
      message: `${name} was given something else than it takes${where}: ${issue?.message ?? 'invalid'}.`,
    })
  }
  return (api[name as CallName] as (input: unknown) => Promise<unknown>)(parsed.data)
}

/** What a person may see of an error. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  return { code: 'internal', message: 'Something broke inside Belljar.', hint: 'The host log has the details.' }
}

function disconnected(): ProblemError {
  return new ProblemError({
    code: 'disconnected',
    message: 'The connection to Belljar was lost.',
    hint: 'What was asked may or may not have been done. It shows when the connection is back.',
  })
}
