import { randomBytes } from 'node:crypto'
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Client, pause, privateKiB, refusal, request, until } from './bridge/client.ts'
import { FakeHost, linesOf, makeHome, removeHome } from './bridge/fake-host.ts'
import { buildBridge, implementations } from './bridge/implementations.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const onLinux = process.platform === 'linux'

test('without a compiler the Node bridge stands in, and the reason is said', async () => {
  const cache = makeHome()
  const said: string[] = []
  const built = await buildBridge({ cache, env: { PATH: '/nowhere' }, log: (line) => said.push(line) })
  expect(built).toEqual({
    fallback: expect.stringMatching(/dist[/\\]electron[/\\]bridge\.mjs$/),
    reason: expect.stringMatching(/\.$/),
  })
  expect(said).toEqual([`The bridge runs on Node here: ${(built as { reason: string }).reason}`])
  removeHome(cache)
})

describe.each(await implementations())('the $name bridge', (bridge) => {
  let home: string
  let host: FakeHost
  let clients: Client[]

  beforeEach(async () => {
    home = makeHome()
    host = await FakeHost.listen(home)
    clients = []
  })
  afterEach(() => {
    for (const client of clients) client.kill()
    host.close()
    removeHome(home)
  })

  function connect(serve = 'all', env: NodeJS.ProcessEnv = {}): Client {
    const client = new Client(bridge, [serve, '--home', home], env)
    clients.push(client)
    return client
  }

  test('introduces itself', async () => {
    const client = connect('a "quoted" é server')
    const peer = await host.next()
    expect(await peer.preamble()).toEqual({
      belljar: 1,
      version,
      session: expect.stringMatching(/^[0-9a-f]{32}$/),
      serve: 'a "quoted" é server',
      cwd: realpathSync(process.cwd()),
      pid: client.child.pid,
      client: process.pid,
      resume: false,
    })
  })

  test('relays lines both ways, byte for byte', async () => {
    const client = connect()
    const peer = await host.welcome()
    const long = Buffer.from(randomBytes(5 * 1024 * 1024).toString('hex'))
    const lines = ['', 'x', '{"é": "\u2028"}\r', '\0', long, 'after it', 'y'.repeat(65_536), 'z'.repeat(65_535), 'last']
    const all = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]))
    client.write(all)
    for (const line of lines) expect((await peer.bytes())?.equals(Buffer.from(line))).toBe(true)
    peer.write(all)
    for (const line of lines) expect((await client.bytes())?.equals(Buffer.from(line))).toBe(true)
  })

  test('takes what the host says right behind its welcome', async () => {
    const client = connect()
    const peer = await host.next()
    await peer.preamble()
    peer.write('belljar 1 ok 0\nfirst\nsecond\n')
    expect([await client.line(), await client.line()]).toEqual(['first', 'second'])
  })

  test('forwards a line only when it is whole', async () => {
    const client = connect()
    const peer = await host.welcome()
    let seen = 0
    peer.socket.on('data', (chunk: Buffer) => (seen += chunk.length))
    client.write('{"half":')
    await pause(150)
    expect(seen).toBe(0)
    client.write('1}\nnext')
    expect(await peer.line()).toBe('{"half":1}')
    expect(seen).toBe(11)
  })

  test('cuts a line beyond 32 MiB and goes on behind it', async () => {
    const client = connect()
    const peer = await host.welcome()
    const most = 32 * 1024 * 1024 + 1024
    client.write(`${'a'.repeat(most)}\n`)
    expect((await peer.bytes())?.length).toBe(most)
    client.write('b'.repeat(most + 1))
    // The host hears of it although the line has no end yet.
    expect((await peer.bytes())?.length).toBe(most)
    client.write(`${'b'.repeat(100_000)}\nnext\n`)
    expect(await peer.line()).toBe('next')
  })

  test('works on real pipes', async () => {
    const script = '(cat; sleep 60) | "$@" | cat'
    const words = ['-c', script, 'sh', bridge.command, ...bridge.args, 'all', '--home', home]
    const shell = spawn('/bin/sh', words, { stdio: ['pipe', 'pipe', 'ignore'], detached: true })
    const out = linesOf(shell.stdout)
    const peer = await host.welcome()
    const long = 'p'.repeat(3_000_000)
    shell.stdin.write(`${long}\n`)
    expect(await peer.line()).toBe(long)
    peer.write(`${long}\nend\n`)
    expect((await out.next()).value?.toString()).toBe(long)
    expect((await out.next()).value?.toString()).toBe('end')
    process.kill(-(shell.pid as number), 'SIGKILL')
  })

  test('lets the host wait for a client that does not read, and hears the client meanwhile', async () => {
    const client = connect()
    const peer = await host.welcome()
    const line = `${'d'.repeat(9_999)}\n`
    const count = 3_000
    client.child.stdout.pause()
    const before = onLinux ? privateKiB(client.child.pid as number) : 0
    for (let i = 0; i < count; i++) peer.write(line)
    client.write('still here\n')
    expect(await peer.line()).toBe('still here')
    await pause(300)
    expect(peer.socket.writableLength).toBeGreaterThan(20_000_000)
    if (onLinux) expect(privateKiB(client.child.pid as number) - before).toBeLessThan(4_000)
    for (let i = 0; i < count; i++) expect((await client.bytes())?.length).toBe(9_999)
  })

  test('lets the client wait for a host that does not read, and loses nothing', async () => {
    const client = connect()
    const peer = await host.welcome()
    peer.socket.pause()
    const before = onLinux ? privateKiB(client.child.pid as number) : 0
    const count = 3_000
    for (let i = 0; i < count; i++) client.write(`${String(i).padEnd(9_999, '.')}\n`)
    peer.write('heard\n')
    expect(await client.line()).toBe('heard')
    await pause(300)
    expect(client.child.stdin.writableLength).toBeGreaterThan(20_000_000)
    if (onLinux) expect(privateKiB(client.child.pid as number) - before).toBeLessThan(4_000)
    peer.socket.resume()
    for (let i = 0; i < count; i++) expect(Number.parseInt((await peer.line()) ?? '', 10)).toBe(i)
  })

  test('answers with the reason when the host refuses it, and stays', async () => {
    const client = connect('nobody')
    client.write(request(1))
    const peer = await host.next()
    await peer.preamble()
    peer.socket.end('belljar 1 refused There is no server "nobody".\n')
    expect(await client.json()).toEqual(refusal(1, 'There is no server "nobody".'))
    client.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
    expect(await client.ask('two', 3)).toEqual(['two', 3].map((id) => refusal(id, 'There is no server "nobody".')))
    client.child.stdin.end()
    expect(await client.exit).toBe(0)
  })

  test('ends with its input, after the host flushed its answers', async () => {
    const client = connect()
    const peer = await host.welcome()
    client.write('one\ntwo\nunfinished')
    client.child.stdin.end()
    expect(await peer.line()).toBe('one')
    expect(await peer.line()).toBe('two')
    expect(await peer.line()).toBeUndefined()
    setTimeout(() => peer.socket.end('answer\n'), 200)
    expect(await client.line()).toBe('answer')
    expect(await client.exit).toBe(0)
  })

  test('does not wait long for a host that does not hang up', async () => {
    const client = connect()
    await host.welcome()
    const from = performance.now()
    client.child.stdin.end()
    expect(await client.exit).toBe(0)
    expect(performance.now() - from).toBeLessThan(4_000)
  })

  test('ends at once when its input ends before it is connected', async () => {
    const client = connect()
    client.child.stdin.end()
    expect(await client.exit).toBe(0)
  })

  test('ends cleanly when it is asked to', async () => {
    const client = connect()
    const peer = await host.welcome()
    client.child.kill('SIGTERM')
    expect(await client.exit).toBe(0)
    await peer.ended
  })

  test('ends when nobody reads its output', async () => {
    const client = connect()
    const peer = await host.welcome()
    client.child.stdout.destroy()
    await pause(50)
    peer.write('nobody hears this\n')
    expect(await client.exit).toBe(0)
    await peer.ended
  })

  test('ends when its parent is gone, although its input stays open', async () => {
    const words = ['-c', 'exec 3<&0; "$@" <&3 & wait', 'sh', bridge.command, ...bridge.args, 'all', '--home', home]
    const parent = spawn('/bin/sh', words, { stdio: ['pipe', 'pipe', 'ignore'] })
    const peer = await host.next()
    const { client } = await peer.preamble()
    expect(client).toBe(parent.pid)
    peer.write('belljar 1 ok 0\n')
    let ended = false
    void peer.ended.then(() => (ended = true))
    await pause(100)
    expect(ended).toBe(false)
    parent.kill('SIGKILL')
    expect(await until(() => ended, 5_000)).toBe(true)
  })

  test.each([
    [[], 2, /^belljar-bridge: Say which server to serve, or all\.\nUsage:/],
    [['--frob'], 2, /Unknown option: "--frob"\.\nUsage:/],
    [['all', 'time'], 2, /"time" is one too many/],
    [['bridge'], 2, /Say which server/],
    [['all', '--home'], 2, /--home needs a folder/],
    [['launch', '--parent', 'x', '--', 'true'], 2, /--parent needs a whole number, not "x"/],
    [['launch', '--', 'true'], 2, /launch needs --parent PID/],
    [['launch', '--parent', '1'], 2, /launch needs -- PROGRAM/],
    [['launch', '--parent', '1', '--'], 2, /launch needs a program/],
  ])('says what is wrong with %j', (args, code, stderr) => {
    const done = spawnSync(bridge.command, [...bridge.args, ...args], { encoding: 'utf8', input: '' })
    expect({ code: done.status, stdout: done.stdout }).toEqual({ code, stdout: '' })
    expect(done.stderr).toMatch(stderr)
  })

  test('says its version and its usage', () => {
    const run = (word: string): string =>
      spawnSync(bridge.command, [...bridge.args, word], { encoding: 'utf8', input: '' }).stdout
    expect(run('--version')).toBe(`belljar-bridge ${version}\n`)
    expect(run('--help')).toMatch(/^Usage:\n {2}belljar-bridge \[bridge\] all\|SERVER/)
  })
})
