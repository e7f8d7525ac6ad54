import type { CallName, Input, Output } from '../shared/contract.ts'
import type { Problem } from '../shared/domain.ts'
import { connect, ProblemError, type Client } from '../shared/rpc.ts'
import {
  withActivity,
  withCalls,
  withDenials,
  withHealth,
  withoutDenials,
  withoutServer,
  withPart,
  withServer,
  withSnapshot,
  withTraps,
} from './store/patch.ts'
import { sayAlerts } from './frame/alert-toasts.ts'
import { goTo } from './route.ts'
import { tellOfCalls } from './store/call-news.ts'
import { tellReaders } from './store/logs.ts'
import { tellProgress } from './playground/progress.ts'
import { reloadRecords } from './store/records.ts'
import { useMirror } from './store/store.ts'
import { forgetLost } from './store/window.ts'
import type { OpenFailure, WireSource } from './wire.ts'

const { setState, getState } = useMirror

let client: Client | null = null
let wake: (() => void) | null = null

/** Until the first try to connect is over, however it ends, nobody can say that the host cannot be reached. */
let tried!: () => void
const firstTry = new Promise<void>((resolve) => (tried = resolve))

/** Asks the host, in a new window once it is connected. Rejects with a `ProblemError`, also while the link is lost. */
export async function ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
  if (!client) await firstTry
  if (client) return client.call(name, input)
  throw new ProblemError({
    code: 'disconnected',
    message: 'Belljar cannot be reached now.',
    hint: 'Nothing was changed. Try again when the connection is back.',
  })
}

/** What a person may read about anything that was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  return { code: 'internal', message: 'Something broke in this window.', hint: 'Reload it and try again.' }
}

/** Connects, and again whenever the host comes back. Never ends. */
export async function keepConnected(source: WireSource, onSnapshot: () => void): Promise<never> {
  for (let attempt = 0; ; attempt++) {
    const failure = await once(source, onSnapshot).catch((error: unknown) => error)
    tried()
    if (failure === undefined) attempt = 0
    else if (failure === ('refused' satisfies OpenFailure)) setState({ link: 'refused' })
    else lost()
    await pause(Math.min(5_000, 150 * 2 ** Math.min(attempt, 5)))
  }
}

/** Does not wait for the next try. */
export function tryNow(): void {
  wake?.()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}

function lost(): void {
  const { link, lostAt } = getState()
  setState({ link: link === 'quit' ? 'quit' : 'lost', lostAt: lostAt ?? Date.now() })
}

/** One connection, until it closes. */
async function once(source: WireSource, onSnapshot: () => void): Promise<void> {
  const opened = connect(await source.open())
  const closed = new Promise<void>((resolve) => opened.onClose(resolve))
  listen(opened)
  const snapshot = await opened.call('app.snapshot', null)
  setState((state) => withSnapshot(state, snapshot))
  forgetLost()
  client = opened
  tried()
  onSnapshot()
  tellReaders((reader) => reader.reconnected())
  await reloadRecords()
  await closed
  client = null
  lost()
}

function listen(from: Client): void {
  from.on('server.changed', (server) => setState((state) => withServer(state, server)))
  from.on('server.removed', ({ id }) => {
    setState((state) => withoutServer(state, id))
    tellReaders((reader) => reader.forget(id))
  })
  from.on('runtime.changed', (runtime) => setState((state) => withPart(state, { runtime })))
  from.on('sessions.changed', (sessions) => setState((state) => withPart(state, { sessions })))
  from.on('clients.changed', (clients) => setState((state) => withPart(state, { clients })))
  from.on('notices.changed', (notices) => setState((state) => withPart(state, { notices })))
  from.on('calls.changed', (calls) => {
    setState((state) => withCalls(state, calls))
    tellOfCalls(calls)
  })
  from.on('logs.appended', (news) => tellReaders((reader) => reader.hear(news)))
  from.on('traps.added', (traps) => setState((state) => withTraps(state, traps)))
  from.on('denials.changed', (denials) => setState((state) => withDenials(state, denials)))
  from.on('denials.dismissed', ({ ids }) => setState((state) => withoutDenials(state, ids)))
  from.on('grant-requests.changed', (grantRequests) => setState((state) => withPart(state, { grantRequests })))
  from.on('settings.changed', (settings) => setState((state) => withPart(state, { settings })))
  from.on('usage.changed', (usage) => setState((state) => withPart(state, { usage })))
  from.on('activity.changed', (list) => setState((state) => withActivity(state, list)))
  from.on('health.changed', (list) => setState((state) => withHealth(state, list)))
  from.on('alerts.changed', (alerts) => {
    sayAlerts(getState().snapshot?.alerts ?? [], alerts)
    setState((state) => withPart(state, { alerts }))
  })
  from.on('run.progress', tellProgress)
  from.on('window.go', ({ to }) => goTo(to))
  from.on('secrets.changed', (secrets) => setState({ secrets }))
  from.on('app.quitting', () => setState({ link: 'quit', lostAt: Date.now() }))
}
