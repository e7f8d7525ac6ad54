import { chmod, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePlaces } from './make-places.ts'
import { findPlaces } from './places.ts'
import { makeSocketFolder } from './socket-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'belljar-places-')))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const unix = process.platform === 'win32' ? it.skip : it
const place = (home: string) => findPlaces({ home, env: { HOME: folder, BELLJAR_CACHE: path.join(folder, 'cache') } })

describe('findPlaces', () => {
  unix('uses the platform’s own place', () => {
    const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv) => findPlaces({ platform, env }).home
    expect(at('linux', { HOME: '/home/a' })).toBe('/home/a/.local/share/belljar')
    expect(at('linux', { HOME: '/home/a', XDG_DATA_HOME: '/data' })).toBe('/data/belljar')
    expect(at('linux', { HOME: '/home/a', XDG_DATA_HOME: 'relative' })).toBe('/home/a/.local/share/belljar')
    expect(at('darwin', { HOME: '/Users/a' })).toBe('/Users/a/Library/Application Support/Belljar')
    expect(at('win32', { LOCALAPPDATA: '/l' })).toBe('/l/Belljar')
    expect(findPlaces({ platform: 'linux', env: { HOME: '/home/a' } }).isDefault).toBe(true)
  })

  unix('takes the option before the variable, and ignores an empty one', () => {
    const env = { HOME: '/home/a', BELLJAR_HOME: '/b' }
    expect(findPlaces({ env }).home).toBe('/b')
    expect(findPlaces({ env, home: '/c' }).home).toBe('/c')
    expect(findPlaces({ env, home: '/c' }).isDefault).toBe(false)
    expect(findPlaces({ env: { HOME: '/home/a', BELLJAR_HOME: '' }, platform: 'linux' }).isDefault).toBe(true)
  })

  unix('keeps the socket path short, whatever the home is', () => {
    const home = path.join(folder, 'x'.repeat(200), 'y'.repeat(200))
    const runtime = path.join(folder, 'r'.repeat(90))
    for (const XDG_RUNTIME_DIR of [undefined, folder, runtime, '/does/not/exist'])
      expect(Buffer.byteLength(findPlaces({ home, env: { XDG_RUNTIME_DIR } }).socket)).toBeLessThan(100)
  })

  unix('gives one home one socket, by whatever path it is named, before and after it is made', async () => {
    await symlink(folder, path.join(folder, 'link'))
    const before = place(path.join(folder, 'link', 'home')).socket
    await mkdir(path.join(folder, 'home'))
    expect(place(path.join(folder, 'link', 'home')).socket).toBe(before)
    expect(place(path.join(folder, 'home')).socket).toBe(before)
    expect(place(path.join(folder, 'other')).socket).not.toBe(before)
  })

  it('names a pipe on Windows', () => {
    expect(findPlaces({ home: folder, platform: 'win32', env: {} }).socket).toMatch(
      /^\\\\\.\\pipe\\belljar-[0-9a-f]{12}$/,
    )
  })
})

describe('makePlaces', () => {
  unix('makes every folder for this user only', async () => {
    const places = place(path.join(folder, 'home'))
    await makePlaces(places)
    await makePlaces(places)
    for (const at of [places.home, places.wasm, places.journals, places.run, places.bin, path.dirname(places.socket)])
      expect((await stat(at)).mode & 0o777, at).toBe(0o700)
    await rm(path.dirname(places.socket), { recursive: true })
  })

  it('refuses a file in the home’s place, in one sentence', async () => {
    await writeFile(path.join(folder, 'home'), '')
    await expect(makePlaces(place(path.join(folder, 'home')))).rejects.toThrow(/cannot make its folder .*home/)
    await expect(makePlaces(place(path.join(folder, 'home', 'in')))).rejects.toThrow(/cannot make its folder/)
  })

  it('refuses the root and the user’s own folder', async () => {
    await expect(makePlaces(place(path.parse(folder).root))).rejects.toThrow('it holds other things')
    await expect(makePlaces(place(os.homedir()))).rejects.toThrow('it holds other things')
  })

  unix('refuses a home that everybody may write to, and leaves its mode alone', async () => {
    const home = path.join(folder, 'home')
    await mkdir(home)
    await writeFile(path.join(home, 'theirs'), '')
    await chmod(home, 0o777)
    await expect(makePlaces(place(home))).rejects.toThrow('every user of this computer may write to it')
    expect((await stat(home)).mode & 0o777).toBe(0o777)
    expect(await readdir(home)).toEqual(['theirs'])
  })
})

describe('makeSocketFolder', () => {
  unix('refuses a link in its place, whoever made it', async () => {
    await mkdir(path.join(folder, 'elsewhere'))
    await symlink(path.join(folder, 'elsewhere'), path.join(folder, 'socket'))
    await expect(makeSocketFolder(path.join(folder, 'socket', 's'))).rejects.toThrow('is not a folder')
  })

  unix('takes away what others could do there', async () => {
    await mkdir(path.join(folder, 'socket'))
    await chmod(path.join(folder, 'socket'), 0o777)
    await makeSocketFolder(path.join(folder, 'socket', 's'))
    expect((await stat(path.join(folder, 'socket'))).mode & 0o777).toBe(0o700)
  })

  it.skipIf(process.getuid?.() !== 0)('refuses a folder of another user', async () => {
    const { chown } = await import('node:fs/promises')
    await mkdir(path.join(folder, 'socket'))
    await chown(path.join(folder, 'socket'), 12345, 12345)
    await expect(makeSocketFolder(path.join(folder, 'socket', 's'))).rejects.toThrow('belongs to another user')
  })
})
