import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'

const serve = path.join(import.meta.dirname, '..', 'dist', 'electron', 'serve.js')
const linux = process.platform === 'linux'
const windows = process.platform === 'win32'

let folder: string
let home: string
const started: Started[] = []

interface Started {
  child: ChildProcessByStdio<null, Readable, Readable>
  output(): { out: string; err: string }
  url: Promise<string>
  ended: Promise<number | string | null>
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'belljar-serve-'))
  home = path.join(folder, 'home')
})
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL')
  await Promise.all(started.splice(0).map(({ ended }) => ended))
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

function start(...words: string[]): Started {
  return startWith({}, ...words)
}

function startWith(env: Record<string, string>, ...words: string[]): Started {
  const child = spawn(process.execPath, [serve, '--home', home, '--no-open', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let out = ''
  let err = ''
  let found: (url: string) => void = () => undefined
  const url = new Promise<string>((resolve) => (found = resolve))
  child.stdout.on('data', (text: Buffer) => {
    out += String(text)
    const match = /http:\S+/.exec(out)
    if (match) found(match[0])
  })
  child.stderr.on('data', (text: Buffer) => (err += String(text)))
  const ended = new Promise<number | string | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  )
  const one = { child, output: () => ({ out, err }), url, ended }
  started.push(one)
  return one
}

/** One call over the wire, as the page makes it. */
function ask(url: string, name: string): Promise<unknown> {
  const { host, hash } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${host}/rpc`, [`belljar.${hash.slice('#token='.length)}`])
    socket.on('error', reject)
    socket.on('open', () => socket.send(JSON.stringify({ kind: 'call', id: 1, name, input: null })))
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { kind: string; value?: unknown }
      if (frame.kind !== 'reply') return
      resolve(frame.value)
      socket.close()
    })
  })
}

const inRun = (name: string) => path.join(home, 'run', name)

test('serves the contract to who has the address, and the address is nowhere that others can read', async () => {
  const host = start()
  const url = await host.url
  expect(await ask(url, 'app.snapshot')).toMatchObject({
    ...{ mode: 'browser', home },
    servers: expect.arrayContaining([expect.objectContaining({ id: 'time' })]),
  })
  await expect(ask(url.replace(/.{43}$/, 'A'.repeat(43)), 'app.snapshot')).rejects.toThrow('401')

  await expect.poll(() => existsSync(inRun('url'))).toBe(true)
  expect(readFileSync(inRun('url'), 'utf8').trim()).toBe(url)
  if (!windows) expect((await stat(inRun('url'))).mode & 0o777).toBe(0o600)
  const token = new URL(url).hash.slice('#token='.length)
  if (linux) expect(readFileSync(`/proc/${host.child.pid ?? 0}/cmdline`, 'utf8')).not.toContain(token)

  const second = start()
  expect(await second.url).toBe(url)
  expect(await second.ended).toBe(0)
  const background = start('--background')
  expect(await background.ended).toBe(0)
  expect(background.output()).toEqual({ out: '', err: '' })
})

test.skipIf(windows)('a signal ends it in order, and is no Quit', async () => {
  const host = start()
  await ask(await host.url, 'app.snapshot')
  // Twice, as Ctrl-C comes under `npm start`.
  host.child.kill('SIGINT')
  host.child.kill('SIGTERM')
  setTimeout(() => host.child.kill('SIGINT'), 5)
  expect(await host.ended).toBe(0)
  expect(existsSync(inRun('url'))).toBe(false)
  expect(existsSync(inRun('socket'))).toBe(false)
  expect(existsSync(inRun('quit'))).toBe(false)
  expect(host.output().err).toBe('')
})

test('Quit in the page ends it and leaves the mark for bridges', async () => {
  const host = start()
  await ask(await host.url, 'app.quit').catch(() => undefined)
  expect(await host.ended).toBe(0)
  expect(existsSync(inRun('quit'))).toBe(true)
  expect(existsSync(inRun('url'))).toBe(false)
})

test('an open tab finds the next host after a crash: same port, same token', async () => {
  const host = start()
  const url = await host.url
  await expect.poll(() => existsSync(inRun('url'))).toBe(true)
  host.child.kill('SIGKILL')
  await host.ended
  start('--background')
  await expect
    .poll(() => ask(url, 'app.snapshot').catch((error: unknown) => String(error)), { timeout: 30_000 })
    .toMatchObject({ home })
})

test('words and places that make no sense get a sentence', async () => {
  const words = start('--porte')
  expect(await words.ended).toBe(2)
  expect(words.output().err).toMatch(/--porte/)
  await writeFile(home, 'a file')
  const place = start()
  expect(await place.ended).toBe(1)
  for (const { output } of [words, place]) expect(output().err).not.toMatch(/^\s+at |node:internal/m)
  expect(place.output().err).toContain(home)
})

test('a port that somebody has is one sentence, and the data directory is free again', async () => {
  const taken = createServer()
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as AddressInfo).port)),
  )
  const host = start('--port', String(port))
  expect(await host.ended).toBe(1)
  expect(host.output().err).toMatch(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 cannot be opened .*\\n.*--port.*\\n$`))
  taken.close()
  expect(existsSync(inRun('socket'))).toBe(false)
  expect(await start('--port', String(port)).url).toContain(`:${port}/`)
})

test('a host in the background serves the page, stays while a tab is open, and ends when nobody needs it', async () => {
  const host = startWith({ BELLJAR_IDLE_END_MS: '5000' }, '--background')
  await expect.poll(() => existsSync(inRun('url')), { timeout: 30_000 }).toBe(true)
  // As `npm start` does then: it says where the host is that a bridge started.
  const url = await start().url
  expect(await fetch(url).then((page) => page.text())).toContain('<title>Belljar</title>')
  const { host: address, hash } = new URL(url)
  const tab = new WebSocket(`ws://${address}/rpc`, [`belljar.${hash.slice('#token='.length)}`])
  await new Promise((resolve, reject) => tab.once('open', resolve).once('error', reject))
  await new Promise((resolve) => setTimeout(resolve, 7_000))
  expect(host.child.exitCode).toBeNull()
  tab.close()
  expect(await host.ended).toBe(0)
  for (const name of ['url', 'socket', 'quit']) expect(existsSync(inRun(name))).toBe(false)
})
