import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { FailureCount } from './failure-count.ts'
import { launchers } from './testing.ts'
import { endAll, handshake, running, useLauncher, watch, type Watched } from './watch.ts'

afterEach(endAll)

const kinds = (watched: Watched) => watched.states.map(({ kind }) => kind)
const alive = (pid: number) => existsSync(`/proc/${pid}`)

describe.each(await launchers())('Instance under the $name launcher', (named) => {
  beforeAll(() => useLauncher(named.launcher))

  it('runs a component and stops it by closing its stdin', async () => {
    const watched = await running('fixture-server')
    expect(watched.lines[0]).toContain('"serverInfo"')
    expect(watched.instance.pid).toBe(watched.pids[0])
    watched.instance.stop()
    await watched.instance.closed()
    expect(kinds(watched)).toEqual(['starting', 'running', 'stopping', 'stopped'])
    expect(watched.endings).toEqual([{ kind: 'exited', code: 0 }])
    expect(watched.stderr).toEqual(['fixture 0.1.0 ready'])
    expect(watched.instance.pid).toBeUndefined()
    expect(watched.instance.write('x')).toBe(false)
  })

  it.each(['fixture-server', 'fixture-server-p1'] as const)(
    'reports the traps of %s and replaces it at once',
    async (name) => {
      const watched = await running(name)
      for (const [tool, code] of [
        ['trap', 'unreachable'],
        ['panic', 'panic'],
        ['overflow', 'stack-overflow'],
        ['memory', 'out-of-memory'],
      ]) {
        const before = watched.endings.length
        watched.call(tool!, { mb: 500 })
        await watched.until(() => watched.endings.length > before)
        watched.inCall = false
        expect(watched.endings.at(-1)).toMatchObject({ kind: 'trapped', trap: { code } })
        expect(watched.instance.state.kind).toBe('starting')
        await handshake(watched)
      }
      expect(new Set(watched.pids).size).toBe(5)
    },
  )

  it('leaves an idle server stopped when it ends by itself', async () => {
    const watched = await running('fixture-server-p1')
    watched.call('exit-3')
    watched.inCall = false
    await watched.instance.closed()
    expect(watched.instance.state).toEqual({ kind: 'stopped', last: { kind: 'exited', code: 3 } })
    watched.instance.start()
    await handshake(watched)
    expect(watched.instance.state.kind).toBe('running')
  })

  it('ends a call that spins at once, with the reason it was given', async () => {
    const watched = await running('fixture-server')
    watched.call('spin')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const started = performance.now()
    watched.instance.end({ kind: 'timed-out', afterMs: 100 })
    await watched.until(() => watched.endings.length === 1)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(watched.endings[0]).toEqual({ kind: 'timed-out', afterMs: 100 })
    await handshake(watched)
    expect(watched.instance.state.kind).toBe('running')
    expect(alive(watched.pids[0]!)).toBe(false)
  })

  it('pushes harder until a spinning server is gone', async () => {
    const watched = await running('fixture-server', { graceMs: { asked: 100, terminated: 100 } })
    watched.call('spin')
    watched.inCall = false
    watched.instance.stop()
    await watched.instance.closed()
    expect(kinds(watched).slice(2)).toEqual(['stopping', 'stopping', 'stopped'])
    expect(watched.endings).toEqual([{ kind: 'signalled', signal: 'SIGTERM' }])
  })

  it('waits longer after each failed start and gives up after five', async () => {
    let now = 0
    const failures = new FailureCount(() => now++)
    for (let n = 0; n < 3; n++) failures.add()
    const watched = await watch('traps-at-start', { failures })
    watched.instance.start()
    await watched.until(() => watched.instance.state.kind === 'waiting')
    expect(watched.instance.state).toMatchObject({ attempt: 4, delayMs: 4000, last: { kind: 'trapped' } })
    watched.instance.start()
    await watched.instance.closed()
    expect(kinds(watched)).toEqual(['starting', 'waiting', 'starting', 'failed'])
  })

  it('comes back by itself after a failed start', async () => {
    const watched = await watch('exit-3')
    watched.instance.start()
    await watched.until(() => watched.pids.length === 2)
    expect(watched.endings[0]).toEqual({ kind: 'exited', code: 3 })
  })

  it('ends a server that is not ready within its start limit', async () => {
    const watched = await watch('spins-at-start', {}, { startMs: 300 })
    watched.instance.start()
    await watched.until(() => watched.instance.state.kind === 'waiting')
    expect(watched.instance.state).toMatchObject({
      last: { kind: 'not-started', problem: { message: 'It did not answer in time.' } },
    })
    expect(alive(watched.pids[0]!)).toBe(false)
  })

  it('says why nothing could be started, and does not throw', async () => {
    const watched = await watch('exit-0', { launcher: { command: '/nonexistent/belljar-bridge', prefix: ['launch'] } })
    watched.instance.start()
    expect(watched.instance.write('x')).toBe(false)
    await watched.until(() => watched.instance.state.kind === 'waiting')
    expect(watched.endings[0]).toMatchObject({
      kind: 'not-started',
      problem: { message: '/nonexistent/belljar-bridge is missing.' },
    })
    expect(watched.pids).toEqual([])
  })

  it('survives a server that leaves while megabytes are written to it', async () => {
    const watched = await watch('deaf')
    watched.instance.start()
    await watched.until(() => watched.instance.pid !== undefined)
    for (let n = 0; n < 64; n++) watched.instance.write('x'.repeat(1 << 20))
    expect(watched.instance.backlog).toBeGreaterThan(1 << 20)
    watched.instance.end({ kind: 'timed-out', afterMs: 1 })
    await watched.until(() => watched.endings.length === 1)
  })

  it('cuts a line without end and keeps going', async () => {
    const watched = await running('fixture-server')
    watched.call('flood', { mb: 40 })
    await watched.until(() => watched.lines.length === 2)
    expect(watched.noise).toHaveLength(2)
    expect(watched.noise[0]).toMatch(/^x{480} … \(more than 32 MB/)
    expect(watched.noise[1]).toContain(String(40 * 1024 * 1024))
    expect(watched.lines[1]).toContain('flooded')
  })

  it('lets a flooding server wait while nobody reads', async () => {
    const watched = await running('fixture-server')
    watched.instance.pause()
    watched.call('big', { bytes: 20_000_000 })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(watched.lines).toHaveLength(1)
    watched.instance.resume()
    await watched.until(() => watched.lines.length === 2)
    expect(watched.lines[1]!.length).toBeGreaterThan(20_000_000)
  })

  it('reports the ending of a child whose output nobody reads', async () => {
    const watched = await running('fixture-server')
    watched.instance.pause()
    watched.call('trap')
    await watched.until(() => watched.endings.length === 1)
    expect(watched.endings[0]).toMatchObject({ kind: 'trapped' })
  })

  it('hands on every line of a flood on stderr, and still finds the trap', async () => {
    const watched = await running('fixture-server')
    watched.call('stderr', { text: 'e', times: 50_000 })
    await watched.until(() => watched.lines.length === 2)
    watched.call('trap')
    await watched.until(() => watched.endings.length === 1)
    expect(watched.endings[0]).toMatchObject({ kind: 'trapped', trap: { code: 'unreachable' } })
    expect(watched.stderr.filter((line) => line === 'e')).toHaveLength(50_000)
  })

  it('starts thirty at once, a few at a time, and ends those that wait', async () => {
    const all: Watched[] = []
    for (let n = 0; n < 30; n++) all.push(await watch('deaf'))
    for (const { instance } of all) instance.start()
    const last = all.at(-1)!
    expect(last.instance.pid).toBeUndefined()
    last.instance.stop()
    await last.instance.closed()
    expect(last.pids).toEqual([])
    expect(last.instance.state).toEqual({ kind: 'stopped', last: { kind: 'exited', code: 0 } })
    await Promise.all(all.slice(0, 29).map((watched) => watched.until(() => watched.pids.length === 1)))
    for (const { instance } of all) {
      instance.stop()
      instance.stop()
    }
  })

  it('grants nothing: no folder, no variable, no network', async () => {
    const watched = await running('fixture-server')
    const command = readFileSync(`/proc/${watched.pids[0]}/cmdline`, 'utf8')
    expect(command).not.toMatch(/--dir|--env|inherit|http|tcp=y/)
    const env = readFileSync(`/proc/${watched.pids[0]}/environ`, 'utf8')
    expect(env.split('\0').filter(Boolean)).toEqual(['WASMTIME_BACKTRACE_DETAILS=1'])
  })
})
