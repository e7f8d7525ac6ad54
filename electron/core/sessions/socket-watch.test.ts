import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makePlaces } from '../home/make-places.ts'
import { findPlaces, type Places } from '../home/places.ts'
import { listen } from './socket.ts'
import { watchSocket } from './socket-watch.ts'

let folder: string
let places: Places
let ends: (() => unknown)[]

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'belljar-watch-'))
  places = findPlaces({ home: path.join(folder, 'home'), env: { ...process.env, BELLJAR_CACHE: folder } })
  await makePlaces(places)
  ends = []
})
afterEach(async () => {
  for (const end of ends) end()
  await rm(folder, { recursive: true, force: true })
  if (process.platform !== 'win32') await rm(path.dirname(places.socket), { recursive: true, force: true })
})

function controlLine(): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(places.socket)
    socket.once('error', reject)
    socket.once('data', () => resolve(socket))
    socket.write('{"belljar":1,"control":true}\n')
    ends.push(() => socket.destroy())
  })
}

const ways: [string, () => Promise<unknown>][] = [
  ['the file is removed', () => rm(places.socket)],
  ['its folder is removed', () => rm(path.dirname(places.socket), { recursive: true })],
  ['another file lies there', () => rm(places.socket).then(() => writeFile(places.socket, ''))],
]

test.skipIf(process.platform === 'win32').each(ways)(
  'listens again when %s, and connected peers stay',
  async (_, harm) => {
    const server = await listen(places, {
      onBridge: (_preamble, socket) => socket.destroy(),
      onControl: (socket) => {
        socket.on('data', (chunk) => socket.write(chunk))
        socket.write('ok\n')
        socket.resume()
      },
    })
    const watch = watchSocket(server, places, 50)
    ends.push(
      () => watch.stop(),
      () => server.close(),
    )
    const before = await controlLine()
    await harm()
    await rm(path.join(places.run, 'socket'))
    await expect
      .poll(
        () =>
          controlLine().then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true)
    await expect.poll(() => existsSync(path.join(places.run, 'socket'))).toBe(true)
    expect((await readFile(path.join(places.run, 'socket'), 'utf8')).trim()).toBe(places.socket)
    const answer = new Promise((resolve) => before.once('data', (chunk) => resolve(String(chunk))))
    before.write('still here\n')
    expect(await answer).toBe('still here\n')
  },
)
