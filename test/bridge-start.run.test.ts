import { spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Client, isAlive, pause, refusal, request, until } from './bridge/client.ts'
import { FakeHost, makeHome, removeHome, type Preamble } from './bridge/fake-host.ts'
import { implementations, type Implementation } from './bridge/implementations.ts'

const quit = 'Belljar was quit. Start it again to use its servers.'
const program = path.join(import.meta.dirname, 'bridge', 'host-program.mjs')

interface Started {
  pid: number
  stdio: boolean
  cwd: string
}
interface Answer {
  id: unknown
  result: { resume: boolean; host: number }
}

describe.each(await implementations())('the $name bridge without a host', (bridge) => {
  let home: string
  let clients: Client[]
  let host: FakeHost | undefined

  beforeEach(() => {
    home = makeHome()
    clients = []
  })
  afterEach(() => {
    for (const client of clients) client.kill()
    host?.close()
    host = undefined
    for (const { pid } of started()) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
    removeHome(home)
  })

  function connect(env: NodeJS.ProcessEnv = {}, from: Implementation = bridge, args = ['--home', home]): Client {
    const client = new Client(from, ['all', ...args], env)
    clients.push(client)
    return client
  }
  const run = (name: string): string => path.join(home, 'run', name)
  const journals = (): string =>
    readdirSync(run('sessions'))
      .map((name) => readFileSync(path.join(run('sessions'), name), 'utf8'))
      .join('')
  const startWith = (...argv: string[]): void =>
    writeFileSync(path.join(home, 'bin', 'start'), ['1', ...argv, ''].join('\n'))
  const startable = (): void => startWith(process.execPath, program, home)
  const started = (): Started[] =>
    existsSync(path.join(home, 'started'))
      ? readFileSync(path.join(home, 'started'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Started)
      : []

  test('starts one that outlives it, with nothing of its own', async () => {
    startable()
    const client = connect()
    const [answer] = (await client.ask(1)) as Answer[]
    expect(started()).toEqual([{ pid: answer?.result.host, stdio: true, cwd: realpathSync(home) }])
    expect(existsSync(run('starting'))).toBe(false)
    client.child.stdin.end()
    expect(await client.exit).toBe(0)
    await pause(100)
    expect(isAlive(answer?.result.host ?? 0)).toBe(true)
  })

  test('starts one for twenty', async () => {
    startable()
    const answers = await Promise.all(Array.from({ length: 20 }, () => connect()).map((client) => client.ask(1)))
    expect(started()).toHaveLength(1)
    expect(new Set((answers.flat() as Answer[]).map((answer) => answer.result.host))).toEqual(
      new Set([started()[0]?.pid]),
    )
  })

  test('starts another when one was killed, and goes on with the session', async () => {
    startable()
    const client = connect()
    for (let round = 0; round < 3; round++) {
      const [answer] = (await client.ask(round)) as Answer[]
      expect(answer).toMatchObject({ id: round, result: { resume: round > 0 } })
      expect(await until(() => journals().endsWith(`- ${round}\n`), 5_000)).toBe(true)
      process.kill(answer?.result.host ?? 0, 'SIGKILL')
    }
    expect(started()).toHaveLength(3)
  })

  test('starts one after an older Quit, and none after a newer one', async () => {
    startable()
    writeFileSync(run('quit'), '')
    const client = connect()
    const [answer] = (await client.ask(1)) as Answer[]
    // Else it could seem to have died before it answered.
    expect(await until(() => journals().endsWith('- 1\n'), 5_000)).toBe(true)
    writeFileSync(run('quit'), '')
    process.kill(answer?.result.host ?? 0, 'SIGKILL')
    await until(() => !isAlive(answer?.result.host ?? 0), 5_000)
    expect(await client.ask(2, 3)).toEqual([refusal(2, quit), refusal(3, quit)])
    await pause(300)
    expect(started()).toHaveLength(1)

    const next = connect()
    expect(((await next.ask(4)) as Answer[])[0]).toMatchObject({ id: 4 })
    expect(started()).toHaveLength(2)
    const again = async (): Promise<boolean> => 'result' in ((await client.ask(5))[0] as object)
    for (let tries = 0; !(await again()); tries++) {
      expect(tries).toBeLessThan(50)
      await pause(100)
    }
  })

  test('answers what waits with the reason when none comes, and works when one does', async () => {
    const client = connect({ BELLJAR_BRIDGE_WAIT_MS: '600' })
    const reason = `Belljar is not running and has never run in ${home}. Start it once.`
    client.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
    client.write('{"jsonrpc":"2.0","id":8,"result":{}}\n')
    client.write('{"id":9,"method":"x"\n\n')
    client.write('[{"id":1.50,"method":"a"},{"method":"b"},{"id":"two","method":"c"}]\n')
    const from = performance.now()
    expect(await client.line()).toBe(
      `{"jsonrpc":"2.0","id":1.50,"error":{"code":-32000,"message":${JSON.stringify(reason)}}}`,
    )
    expect(performance.now() - from).toBeGreaterThan(400)
    expect(await client.json()).toEqual(refusal('two', reason))
    expect(await client.ask(3)).toEqual([refusal(3, reason)])
    expect(client.stderr).toMatch(/A line of the client is no JSON; it was dropped\./)

    host = await FakeHost.listen(home)
    const peer = await host.welcome()
    client.write('only this\n')
    expect(await peer.line()).toBe('only this')
  })

  test.each([
    ['{"id":1,"method":"m","params":{"id":2,"x":["}",{"id":3}]}}', ['1']],
    [' { "method" : "m" , "id" : "a\\"b\\u00e9" } \r', ['"a\\"b\\u00e9"']],
    ['{"id":12345678901234567890,"method":"m"}', ['12345678901234567890']],
    ['{"\\u0069d":-1.50e+3,"m\\u0065thod":"m"}', ['-1.50e+3']],
    ['{"id":1,"method":"m","id":2}', ['2']],
    [`{"id":5,"p":${'['.repeat(5_000)}${']'.repeat(5_000)},"method":"m"}`, ['5']],
    ['[{"id":1,"method":"a"},3,{"method":"b"},[{"id":4}],{"id":"x","method":"c"}]', ['1', '"x"']],
    ['{"id":null,"method":"m"}', []],
    ['{"id":{},"method":"m"}', []],
    ['{"id":1,"method":"m",}', []],
    ['{"id":1,"method":"m"}}', []],
    ['{"id":1,"method":"\u0001"}', []],
    ['{"id":01,"method":"m"}', []],
    ['{}', []],
  ])('finds ids in what waits, %#', async (line, ids) => {
    const client = connect({ BELLJAR_BRIDGE_WAIT_MS: '1' })
    client.write(`${line}\n{"id":"last","method":"m"}\n`)
    const heard: string[] = []
    while (heard.at(-1) !== '"last"')
      heard.push(/^\{"jsonrpc":"2\.0","id":(.*),"error"/.exec((await client.line()) ?? '')?.[1] ?? '?')
    expect(heard).toEqual([...ids, '"last"'])
  })

  test('leaves its host no descriptor of the client', async () => {
    startable()
    const words = [...bridge.args, 'all', '--home', home]
    const child = spawn(bridge.command, words, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })
    const ended = Promise.all(
      [1, 2, 3].map((fd) => new Promise((done) => child.stdio[fd]?.on('close', done).on('data', () => undefined))),
    )
    expect(await until(() => existsSync(run('socket')), 20_000)).toBe(true)
    child.kill('SIGKILL')
    await ended
    expect(isAlive(started()[0]?.pid ?? 0)).toBe(true)
  })

  test('says why none could be started', async () => {
    startWith(path.join(home, 'bin', 'missing'))
    const client = connect({ BELLJAR_BRIDGE_WAIT_MS: '500' })
    const reason = `Belljar could not be started (${path.join(home, 'bin', 'missing')}: No such file or directory).`
    expect(await client.ask(1)).toEqual([refusal(1, reason)])
    writeFileSync(path.join(home, 'bin', 'start'), 'x')
    const other = connect({ BELLJAR_BRIDGE_WAIT_MS: '300' })
    const damaged = `Belljar is not running, and ${path.join(home, 'bin', 'start')} cannot be understood. Start Belljar.`
    expect(await other.ask(2)).toEqual([refusal(2, damaged)])
    const file = path.join(home, 'bin', 'start')
    const third = connect({ BELLJAR_BRIDGE_WAIT_MS: '300' }, bridge, ['--home', file])
    const noFolder = `Belljar is not running and cannot be started: ${file}/bin/start: Not a directory.`
    expect(await third.ask(3)).toEqual([refusal(3, noFolder)])
  })

  test('answers also when something listens and never welcomes it, or hangs up each time', async () => {
    host = await FakeHost.listen(home)
    const silent = connect({ BELLJAR_BRIDGE_WAIT_MS: '400' })
    await (await host.next()).preamble()
    expect(await silent.ask(1)).toEqual([refusal(1, 'Belljar did not answer in time.')])
    silent.kill()
    await silent.exit

    const client = connect({ BELLJAR_BRIDGE_WAIT_MS: '400' })
    client.write(request(2))
    let stop = false
    const hangUp = (async () => {
      while (!stop) (await host.welcome()).socket.destroy()
    })()
    expect(await client.json()).toEqual(refusal(2, 'Belljar did not answer in time.'))
    stop = true
    await hangUp
  })

  test('answers what a dead host had taken, and nobody hears it again', async () => {
    host = await FakeHost.listen(home)
    const client = connect({ BELLJAR_BRIDGE_WAIT_MS: '500' })
    const first = await host.next()
    const { session } = await first.preamble()
    first.write('belljar 1 ok 0\n')
    client.write(request(1) + request(2) + request('lost'))
    await first.line()
    await first.line()
    const journal = run(`sessions/${session}.journal`)
    // It took two, answered one, and died in the middle of a record; the third was only sent.
    writeFileSync(journal, `h {}\nr ${first.consumed / 2}\n+ 1\nr ${first.consumed}\n+ 2\n- 1\n+ "torn`)
    host.close()
    rmSync(run('socket'))
    const reason = `Belljar is not running and has never run in ${home}. Start it once.`
    expect([await client.json(), await client.json()]).toEqual([refusal(2, reason), refusal('lost', reason)])
    expect(await client.ask(4)).toEqual([refusal(4, reason)])
    expect(await until(() => readFileSync(journal, 'utf8').endsWith('\n+ 2\n- 1\n- 2\n'), 2_000)).toBe(true)

    host = await FakeHost.listen(home)
    const peer = await host.next()
    expect(await peer.preamble()).toMatchObject<Partial<Preamble>>({ session, resume: true })
    peer.write(`belljar 1 ok ${first.consumed}\n`)
    client.write('after\n')
    expect(await peer.line()).toBe('after')
  })

  test('is not stopped by a claim that somebody left behind, and waits for a fresh one', async () => {
    startable()
    writeFileSync(run('starting'), '')
    const client = connect()
    client.write(request(1))
    await pause(500)
    expect(started()).toHaveLength(0)
    const old = Date.now() / 1000 - 11
    utimesSync(run('starting'), old, old)
    expect(await client.json()).toMatchObject({ id: 1 })
    expect(started()).toHaveLength(1)
  })

  test('is not stopped by a dead socket, or by a host that died while it started', async () => {
    startable()
    host = await FakeHost.listen(home)
    host.close()
    writeFileSync(path.join(home, 's'), '')
    const dead = Date.now() / 1000 - 4
    writeFileSync(run('starting'), '999999999\n')
    utimesSync(run('starting'), dead, dead)
    expect(await connect().ask(1)).toMatchObject([{ id: 1 }])
  })

  test('finds the data folder it lies in, else the one in the environment', async () => {
    const source = bridge.args[0] ?? bridge.command
    const copy = path.join(home, 'bin', `belljar-bridge${bridge.args[0] ? '.mjs' : ''}`)
    copyFileSync(source, copy)
    startable()
    const own: Implementation = bridge.args[0] ? { ...bridge, args: [copy] } : { ...bridge, command: copy }
    expect(await connect({ BELLJAR_HOME: '/nowhere' }, own, []).ask(1)).toMatchObject([{ id: 1 }])
    expect(await connect({ BELLJAR_HOME: home }, bridge, []).ask(2)).toMatchObject([{ id: 2 }])
  })
})
