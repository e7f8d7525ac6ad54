import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Alert } from '../../../shared/watching.ts'
import type { Check } from '../records/checks.ts'
import type { InstalledServer } from '../servers/book.ts'
import { Checker, type CheckerDeps } from './checker.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const server = { id: 'a', name: 'a', enabled: true, missing: [], grants: [], limits: {}, tools: [] } as unknown
const problem = new ProblemError({ code: 'unavailable', message: 'The server "a" cannot be compiled: s3cret.' })

function make(makeReady: () => Promise<void>) {
  const checks: Check[] = []
  const alerts: Omit<Alert, 'id' | 'at'>[] = []
  const none = () => undefined
  const book = { list: () => [server as InstalledServer], get: () => server as InstalledServer, onChange: () => none }
  const checker = new Checker({
    ...{ book, makeReady, everyMs: 60_000, version: '1', tell: none, requested: none, freeGuest: none },
    open: () => Promise.reject(problem),
    records: { checked: (check: Check) => checks.push(check) },
    alerts: { raise: (alert: Alert) => alerts.push(alert), clear: none },
    ...{ runs: () => false, probe: () => true, wasmtime: () => ({ kind: 'ready' }) },
    redact: (text: string) => text.replaceAll('s3cret', '…'),
  } as unknown as CheckerDeps)
  checker.start()
  return { checker, checks, alerts }
}

test('code that cannot be compiled, however long that takes to find out, fails each check and is told of', async () => {
  let tries = 0
  const made = make(async () => {
    tries++
    await new Promise((resolve) => setTimeout(resolve, 5000))
    throw problem
  })
  await vi.advanceTimersByTimeAsync(70_000)
  expect(tries).toBe(1)
  expect(made.checks).toEqual([
    { at: expect.any(Number), server: 'a', passed: false, tookMs: 5000, text: 'It cannot be compiled: ….' },
  ])
  await vi.advanceTimersByTimeAsync(120_000)
  expect(tries).toBe(3)
  expect(made.alerts).toEqual([
    expect.objectContaining({ message: 'a failed 3 checks in a row: It cannot be compiled: ….' }),
  ])
  await made.checker.close()
})

test('what turns out after the end is no check', async () => {
  const made = make(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5000))
    throw problem
  })
  await vi.advanceTimersByTimeAsync(62_000)
  await made.checker.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(made.checks).toEqual([])
})
