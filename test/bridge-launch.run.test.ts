import { spawn, spawnSync } from 'node:child_process'
import { afterEach, describe, expect, test } from 'vitest'
import { isAlive, until } from './bridge/client.ts'
import { linesOf } from './bridge/fake-host.ts'
import { implementations } from './bridge/implementations.ts'

/** Says its process id, then keeps a processor busy and hears nothing. */
const spin = 'echo $$; trap "" TERM; while :; do :; done'

/** A parent that can be killed: starts what it is told, passes its output on, and waits. */
const parentProgram = `
const { spawn } = require('node:child_process')
const [command, ...args] = process.argv.slice(1).map((word) => (word === 'PID' ? String(process.pid) : word))
spawn(command, args, { stdio: ['pipe', 'inherit', 'inherit'] })
setInterval(() => {}, 1000)
`

describe.each(await implementations())('the $name launcher', (bridge) => {
  const pids: number[] = []
  afterEach(() => {
    for (const pid of pids.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  })

  const words = (parent: number | string, ...rest: string[]): string[] => [
    ...bridge.args,
    'launch',
    '--parent',
    String(parent),
    ...rest,
  ]
  const launch = (...rest: string[]): ReturnType<typeof spawnSync> & { stdout: string; stderr: string } =>
    spawnSync(bridge.command, words(process.pid, ...rest), { encoding: 'utf8', input: 'from stdin\n' })

  test('sets limits, soft and hard', () => {
    const shown = 'ulimit -n; ulimit -H -n; ulimit -c; ulimit -H -c'
    const done = launch('--nofile', '64', '--core', '0', '--', '/bin/sh', '-c', shown)
    expect(done.stdout).toBe('64\n64\n0\n0\n')
    if (process.platform !== 'linux') return
    const space = launch('--as', String(3 * 2 ** 30), '--', '/bin/sh', '-c', 'ulimit -v; ulimit -H -v')
    expect(space.stdout).toBe(`${3 * 2 ** 20}\n${3 * 2 ** 20}\n`)
  })

  test('raises no limit', () => {
    const command = ['ulimit -n 100; exec "$@"', 'sh', bridge.command, ...bridge.args, 'launch', '--parent']
    const inner = ['--nofile', '5000', '--', '/bin/sh', '-c', 'ulimit -n']
    // The shell becomes the launcher, so this process is its parent.
    const done = spawnSync('/bin/sh', ['-c', ...command, String(process.pid), ...inner], { encoding: 'utf8' })
    expect(done).toMatchObject({ status: 0, stdout: '100\n' })
  })

  test('passes words, streams, environment and folder on as they are', () => {
    const script = 'printf "%s|" "$@"; cat; pwd; echo "$MARK" >&2'
    const args = ['-c', script, 'sh', '', 'a b', '"$(x)"', '--as', '*', 'é\n2']
    const done = spawnSync(bridge.command, words(process.pid, '--core', '0', '--', '/bin/sh', ...args), {
      encoding: 'utf8',
      input: 'from stdin\n',
      env: { ...process.env, MARK: 'kept' },
      cwd: '/',
    })
    expect(done).toMatchObject({ stdout: '|a b|"$(x)"|--as|*|é\n2|from stdin\n/\n', stderr: 'kept\n', status: 0 })
  })

  test('ends as the program ends', () => {
    expect(launch('--', '/bin/sh', '-c', 'exit 0').status).toBe(0)
    expect(launch('--', '/bin/sh', '-c', 'exit 3').status).toBe(3)
    expect(launch('--', '/bin/sh', '-c', 'kill -ABRT $$').signal).toBe('SIGABRT')
    expect(launch('--', '/bin/sh', '-c', 'kill -KILL $$').signal).toBe('SIGKILL')
    expect(launch('--', '/bin/sh', '-c', 'kill -TERM $$').signal).toBe('SIGTERM')
  })

  test('lets a broken pipe end the program, as everywhere', () => {
    const done = spawnSync('/bin/sh', ['-c', '"$@" | head -n 1', 'sh', ...['/bin/sh', '-c', 'yes; echo "$?" >&2']], {
      encoding: 'utf8',
    })
    const plain = done.stderr
    const through = launch('--', '/bin/sh', '-c', '(yes; echo "$?" >&2) | head -n 1')
    expect(through.stderr).toBe(plain)
  })

  test('says what cannot be started', () => {
    const missing = launch('--', '/nowhere/program')
    expect(missing.status).toBe(127)
    expect(missing.stderr).toMatch(/\/nowhere\/program/)
    const folder = launch('--', '/')
    expect(folder.status).toBe(126)
    const orphan = spawnSync(bridge.command, words(1, '--', 'true'), { encoding: 'utf8', input: '' })
    expect(orphan.status).toBe(126)
    expect(orphan.stderr).toMatch(/Cannot watch process 1: it is not the parent, or it has ended/)
  })

  test('passes SIGTERM on', async () => {
    const child = spawn(
      bridge.command,
      words(process.pid, '--', '/bin/sh', '-c', 'trap "exit 9" TERM; echo up; while :; do :; done'),
    )
    await linesOf(child.stdout).next()
    child.kill('SIGTERM')
    expect(await new Promise((done) => child.on('exit', done))).toBe(9)
  })

  test('the program ends within a second when the parent is killed, even when it spins', async () => {
    const args = ['-e', parentProgram, bridge.command, ...words('PID', '--', '/bin/sh', '-c', spin)]
    const parent = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const pid = Number((await linesOf(parent.stdout).next()).value)
    pids.push(pid, parent.pid as number)
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    expect(await until(() => !isAlive(pid), 1_000)).toBe(true)
  })

  test('the program ends within a second when the launcher is killed', async () => {
    const child = spawn(bridge.command, words(process.pid, '--', '/bin/sh', '-c', spin))
    const pid = Number((await linesOf(child.stdout).next()).value)
    pids.push(pid)
    // Where a second process guards, it needs a moment to come up.
    await new Promise((done) => setTimeout(done, 300))
    child.kill('SIGKILL')
    expect(await until(() => !isAlive(pid), 1_000)).toBe(true)
  })
})
