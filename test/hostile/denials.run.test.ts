import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Denial } from '../../shared/access.ts'
import { Stage, type Answer } from './stage.ts'
import { makeWorld, type World } from './world.ts'

let stage: Stage
let world: World
let call: (tool: string, args: Record<string, unknown>) => Promise<Answer>

beforeAll(async () => {
  world = await makeWorld()
  stage = await Stage.open()
  await stage.install('held', process.env['R_P1'] ? 'hostile-p1' : 'hostile', [
    { kind: 'directory', hostPath: world.read, guestPath: '/src', access: 'read' },
  ])
  call = await stage.client('held')
  // A slow computer is still at work on its code when the first call gives up.
  while ((await call('list', { path: '/src' })).refused) await new Promise((resolve) => setTimeout(resolve, 500))
}, 180_000)

afterAll(async () => {
  await stage?.close()
  if (world) await rm(world.root, { recursive: true, force: true })
})

const list = () => stage.control.call('denials.list', { server: 'held' })

/** What a call leads to; the newest first. */
async function denied(tool: string, args: Record<string, unknown>): Promise<Denial[]> {
  const before = new Set((await list()).map(({ id }) => id))
  const answer = await call(tool, args)
  // The proxy's no is an answer of HTTP; the tool may pass it on as one.
  expect(answer.refused || answer.text.includes('Belljar denied')).toBe(true)
  const fresh = async () => (await list()).filter(({ id }) => !before.has(id))
  await expect.poll(fresh, { timeout: 5000 }).not.toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 500))
  return fresh()
}

describe('what a server is denied', () => {
  it('is told by the guard of a read-only folder, with the call and what would allow it', async () => {
    const found = await denied('write', { path: '/src/file.txt', text: 'x' })
    expect(found).toEqual([
      {
        id: expect.any(String) as string,
        at: expect.any(Number) as number,
        server: 'held',
        session: expect.any(String) as string,
        instance: expect.any(String) as string,
        client: 'hostile-test',
        tool: 'write',
        call: expect.any(String) as string,
        by: 'guard',
        text: 'Denied a write to /src/file.txt',
        reason: 'The folder is granted read-only.',
        suggest: { kind: 'directory', path: world.read, guestPath: '/src', access: 'write' },
        count: 1,
      },
    ])
    const [newest] = await stage.control.call('calls.list', { server: 'held', limit: 1 })
    expect(found[0]!.call).toBe(newest!.id)
    expect((await stage.control.call('app.snapshot', null)).denials[0]).toEqual(found[0])
  })

  it('is told by the guard where a path leads out', async () => {
    const [found, ...others] = await denied('read', { path: '/src/link-file' })
    expect(others).toEqual([])
    expect(found).toMatchObject({
      ...{ tool: 'read', by: 'guard' },
      ...{ text: 'Denied /src/link-file', reason: 'It leads out of the granted folder.' },
    })
    expect(found).not.toHaveProperty('suggest')
  })

  it('is told by the guard of sockets, which nothing allows', async () => {
    const [found] = await denied('tcp', { address: '10.0.0.1:22' })
    expect(found).toMatchObject({ tool: 'tcp', by: 'guard', reason: 'Sockets are never granted.' })
    expect(found).not.toHaveProperty('suggest')
  })

  it('is told by the proxy, which also records the request', async () => {
    const [found, ...others] = await denied('http', { url: 'https://api.example.com/secret-path?key=1' })
    expect(others).toEqual([])
    expect(found).toMatchObject({
      tool: 'http',
      by: 'proxy',
      text: 'Denied a request to https://api.example.com',
      reason: 'The host is not granted.',
      suggest: { kind: 'host', pattern: 'https://api.example.com' },
    })
    const requests = await stage.control.call('requests.list', { call: found!.call! })
    expect(requests).toMatchObject([
      { server: 'held', method: 'GET', origin: 'https://api.example.com', outcome: 'denied' },
    ])
    expect(JSON.stringify(requests)).not.toContain('secret-path')
  })

  it('is guessed where nobody can tell, and marked as a guess', async () => {
    expect(await denied('read', { path: '/etc/hosts' })).toMatchObject([
      { by: 'guess', tool: 'read', text: 'Probably denied /etc/hosts', suggest: { kind: 'directory', path: '/etc' } },
    ])
    const before = await list()
    await call('read', { path: '/src/missing.txt' })
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(await list()).toEqual(before)
  })

  it('cannot be forged, also around what a guard tells at the same time', async () => {
    const before = (await list()).length
    await call('env-stderr', {})
    for (const token of [
      '',
      ' ',
      ' 0',
      ' token',
      ` ${'0'.repeat(32)}`,
      ` ${'f'.repeat(64)}`,
      '\tBELLJAR_CHANNEL',
      '\0',
    ])
      for (const line of [`belljar-guard${token}\twrite\t/forged\t`, `\nbelljar-guard${token}\tsocket\ttcp\tforged\n`])
        await call('stderr', { text: `${line}\n` })
    await call('stderr', { text: 'belljar-guard ' })
    const found = await denied('write', { path: '/src/other.txt', text: 'x' })
    expect(found).toMatchObject([{ by: 'guard', text: 'Denied a write to /src/other.txt' }])
    expect(await list()).toHaveLength(before + 1)
    const logs = await stage.control.call('logs.list', { server: 'held', limit: 1000 })
    expect(logs.filter(({ text }) => text.includes('/forged')).length).toBeGreaterThanOrEqual(8)
    expect(logs.filter(({ text }) => text.includes('other.txt'))).toEqual([])
  })

  it('is dismissed for good', async () => {
    const open = async () => (await stage.control.call('app.snapshot', null)).denials.map(({ id }) => id)
    const [first, ...others] = await open()
    await stage.control.call('denials.dismiss', { id: first! })
    expect(await open()).toEqual(others)
    await stage.control.call('denials.dismiss', { server: 'held' })
    expect(await open()).toEqual([])
    expect((await list()).length).toBeGreaterThan(3)
  })

  it('is forgotten with its server', async () => {
    expect(path.isAbsolute(world.read)).toBe(true)
    await stage.control.call('servers.remove', { id: 'held' })
    expect(await list()).toEqual([])
    expect(await stage.control.call('requests.list', {})).toEqual([])
  })
})
