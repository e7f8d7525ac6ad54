import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { busAnswers, socketOf } from './session-bus.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bus-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('addresses', () => {
  const of = (address: string) => socketOf({ DBUS_SESSION_BUS_ADDRESS: address })
  expect(of('unix:path=/run/user/0/bus,guid=ab')).toBe('/run/user/0/bus')
  expect(of('tcp:host=x;unix:guid=ab,path=/a%20b')).toBe('/a b')
  expect(of('unix:abstract=/tmp/dbus-x')).toBe('\0/tmp/dbus-x')
  expect(of('autolaunch:')).toBeUndefined()
  expect(socketOf({ XDG_RUNTIME_DIR: folder })).toBeUndefined()
  expect(socketOf({})).toBeUndefined()
})

test.skipIf(process.platform === 'win32')('a bus that is silent, closes or is not there does not answer', async () => {
  const file = path.join(folder, 'bus')
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${file}` }
  expect(await busAnswers(env)).toBe(false)
  for (const [greet, answers] of [
    [() => undefined, false],
    [(line: net.Socket) => line.end(), false],
    [(line: net.Socket) => line.write('REJECTED EXTERNAL\r\n'), true],
  ] as [(line: net.Socket) => void, boolean][]) {
    const lines: net.Socket[] = []
    const server = net.createServer((line) => {
      lines.push(line.on('error', () => undefined))
      greet(line)
    })
    await new Promise<void>((resolve) => server.listen(file, resolve))
    const started = performance.now()
    expect(await busAnswers(env)).toBe(answers)
    expect(performance.now() - started).toBeLessThan(4000)
    for (const line of lines) line.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
})
