import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, mkdirSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CliHome, ended } from './testing/run-cli.ts'

const root = path.resolve(import.meta.dirname, '..', '..')
const utc = ['call', 'time', 'get_current_time', '--args', '{"timezone":"UTC"}']

describe('the command and the host', () => {
  let cli: CliHome
  beforeEach(() => {
    cli = new CliHome()
  })
  afterEach(() => cli.remove())

  test('bridge makes a fresh data directory, starts a host and ends with its client; quit ends the host', async () => {
    const bridge = cli.start(['bridge', 'all'])
    const done = ended(bridge)
    const lines = createInterface({ input: bridge.stdout })[Symbol.asyncIterator]()
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } }
    bridge.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`)
    const answer = JSON.parse((await lines.next()).value as string)
    expect(answer).toMatchObject({ id: 1, result: { protocolVersion: '2025-11-25' } })
    bridge.stdin.end()
    expect(await done).toMatchObject({ code: 0, err: '' })
    expect(existsSync(path.join(cli.home, 'run', 'owner'))).toBe(true)
    expect(await cli.json('quit')).toEqual({ quit: true })
    expect(existsSync(path.join(cli.home, 'run', 'owner'))).toBe(false)
    expect(await cli.json('quit')).toEqual({ quit: false })
  })

  test.skipIf(process.platform === 'win32')('bridge passes a signal on and ends as the bridge does', async () => {
    const bridge = cli.start(['bridge', 'all'])
    const done = ended(bridge)
    await expect.poll(() => existsSync(path.join(cli.home, 'run', 'owner')), { timeout: 30_000 }).toBe(true)
    bridge.kill('SIGTERM')
    expect(await done).toEqual({ code: 'SIGTERM', out: '', err: '' })
  })

  test('logs --follow shows what comes, also from a host that starts later, and ends with its reader', async () => {
    await cli.json('enable', 'time')
    const follow = cli.start(['logs', '--follow', '--json'])
    const lines = createInterface({ input: follow.stdout })[Symbol.asyncIterator]()
    await cli.serve()
    await cli.run(utc)
    expect(JSON.parse((await lines.next()).value as string)).toMatchObject({ server: 'time', source: 'stderr' })
    follow.stdout.destroy()
    const gone = ended(follow)
    await cli.run(utc)
    expect(await gone).toMatchObject({ code: 0, err: '' })
  })

  test('serve a second time says where the first one is', async () => {
    await cli.serve()
    const again = await cli.run(['serve', '--no-open', '--json'])
    expect(again).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(again.out)).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=/) })
  })

  test('several commands at once wait for each other', async () => {
    const all = await Promise.all(['list', 'calls', 'traps', 'logs'].map((word) => cli.run([word])))
    expect(all.map(({ code, err }) => ({ code, err }))).toEqual(all.map(() => ({ code: 0, err: '' })))
  })

  test('a bug is one sentence, and a stack in the log', async () => {
    await cli.run(['list'])
    // Only the command's own output is an array over several lines.
    const broken = `const whole = JSON.stringify
      JSON.stringify = (value, ...rest) => {
        if (Array.isArray(value) && rest[1] === 2) throw new TypeError('secret')
        return whole(value, ...rest)
      }`
    const preload = `data:text/javascript,${encodeURIComponent(broken)}`
    const done = await cli.run(['list', '--json'], { NODE_OPTIONS: `--import=${preload}` })
    expect(done).toMatchObject({ code: 1, out: '' })
    const log = path.join(cli.home, 'host.log')
    expect(done.err).toBe(`Something broke inside Belljar.\n${log} has the details.\n`)
    expect(readFileSync(log, 'utf8')).toMatch(/TypeError: secret\n\s+at /)
  })
})

describe('bin/belljar.mjs', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'belljar-bin-'))
  const cli = new CliHome()
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
    return cli.remove()
  })

  test('runs without scripts, as it does when it is packed, and from a link', async () => {
    for (const part of ['bin', 'dist/electron', 'package.json', 'resources'])
      cpSync(path.join(root, part), path.join(folder, 'app', part), { recursive: true })
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'app', 'node_modules'), 'junction')
    mkdirSync(path.join(folder, 'links'))
    let program = path.join(folder, 'app', 'bin', 'belljar.mjs')
    if (process.platform !== 'win32') {
      symlinkSync(program, path.join(folder, 'links', 'belljar'))
      program = path.join(folder, 'links', 'belljar')
    }
    const child = spawn(process.execPath, [program, 'list', '--json'], { env: cli.env })
    child.stdin.end()
    const done = await ended(child)
    expect(done).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(done.out)).toContainEqual(expect.objectContaining({ id: 'time' }))

    const inCheckout = spawn(process.execPath, [path.join(root, 'bin', 'belljar.mjs'), '--version'], { env: cli.env })
    expect(await ended(inCheckout)).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })
})
