import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileBomb, manyInstances } from './bombs.ts'
import { Stage } from './stage.ts'
import { makeWorld, type World } from './world.ts'

let stage: Stage
let world: World

beforeAll(async () => {
  world = await makeWorld()
  stage = await Stage.open()
}, 120_000)

afterAll(async () => {
  await stage?.close()
  if (world) await rm(world.root, { recursive: true, force: true })
})

const MB = 1024 * 1024

describe.each([
  { name: 'preview 1', wasm: 'hostile-p1', id: 'p1' },
  { name: 'WASI 0.2', wasm: 'hostile', id: 'p2' },
] as const)('limits of a hostile guest on $name', ({ wasm, id }) => {
  let call: Awaited<ReturnType<Stage['client']>>

  beforeAll(async () => {
    await stage.install(
      `${id}-limits`,
      wasm,
      // Read-only, so that guards are spliced in and their memories must be counted too.
      [{ kind: 'directory', hostPath: world.read, guestPath: world.read, access: 'read' }],
      { memoryBytes: 64 * MB, callMs: 1500, handles: 64, outputBytes: MB },
    )
    call = await stage.client(`${id}-limits`)
  }, 60_000)

  const alive = async () =>
    expect((await call('read', { path: path.join(world.read, 'file.txt') })).text).toBe('got: plain')

  test('memory: growing beyond the limit fails, growing up to it works', async () => {
    expect((await call('memory', { count: 40 })).text).toBe('got: 40 MB')
    const { text, refused } = await call('memory', { count: 200 })
    expect(refused).toBe(true)
    const got = Number(/no more after (\d+) MB/.exec(text)?.[1])
    expect(got).toBeGreaterThan(30)
    expect(got).toBeLessThan(64)
    await alive()
  })

  test('call time: a guest that spins is ended, and the next call works', async () => {
    const began = performance.now()
    const { text, refused } = await call('spin', {})
    expect(refused).toBe(true)
    expect(text).toMatch(/1[.,]5 s|1,?500 ms/)
    expect(performance.now() - began).toBeLessThan(10_000)
    await alive()
  })

  test('handles: opening stops at the limit', async () => {
    const { text, refused } = await call('handles', { path: path.join(world.read, 'file.txt'), count: 5000 })
    expect(refused).toBe(true)
    expect(text).not.toContain('5000 handles')
    expect(text).toMatch(/handles than its limit allows/)
    await alive()
  })

  test('stack: the overflow is trapped and recorded', async () => {
    expect((await call('stack', {})).refused).toBe(true)
    await alive()
    const traps = await stage.control.call('traps.list', { server: `${id}-limits` })
    expect(traps[0]?.code).toBe('stack-overflow')
  })

  test('output: an answer over the limit is refused with the limit in words', async () => {
    const { text, refused } = await call('answer', { count: 3 })
    expect(refused).toBe(true)
    expect(text).toMatch(/1 MB|1,?048,?576/)
    expect((await call('output', { count: 64 })).refused || true).toBe(true)
    await alive()
  })
})

test('concurrent calls: further ones wait, and all are answered', async () => {
  await stage.install('queue', 'hostile', [], { calls: 1 })
  const call = await stage.client('queue')
  const answers = await Promise.all(Array.from({ length: 10 }, () => call('memory', { count: 1 })))
  expect(answers.map(({ text }) => text)).toEqual(Array(10).fill('got: 1 MB'))
})

test('many instances: a component with a hundred memories gets no more than the limit in all', async () => {
  // Four MB each from the start: together more than the 256 MB that a server gets.
  for (const [name, count] of [
    ['few', 2],
    ['many', 100],
  ] as const) {
    const file = path.join(stage.home, `${name}-instances.wasm`)
    await writeFile(file, await manyInstances(count, 64))
    const { hash } = await stage.control.call('servers.inspect', { file: { path: file } })
    const added = stage.control.call('servers.add', { hash, name: `${name}-instances` })
    if (count === 2) await added
    else await expect(added).rejects.toMatchObject({ problem: { message: expect.stringMatching(/memor/i) } })
  }
}, 120_000)

test('a compile bomb is refused with a sentence, and the host answers meanwhile', async () => {
  const file = path.join(stage.home, 'bomb.wasm')
  await writeFile(file, compileBomb())
  const { hash } = await stage.control.call('servers.inspect', { file: { path: file } })
  let slowest = 0
  let over = false
  const bomb = stage.control.call('servers.add', { hash, name: 'bomb' }).finally(() => (over = true))
  bomb.catch(() => undefined)
  while (!over) {
    const began = performance.now()
    await stage.control.call('app.snapshot', null)
    slowest = Math.max(slowest, performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await expect(bomb).rejects.toMatchObject({
    problem: { message: expect.stringMatching(/\.$/), hint: expect.any(String) },
  })
  expect(slowest).toBeLessThan(1000)
  if (process.platform === 'linux') expect(residentMB(process.pid)).toBeLessThan(1500)
}, 180_000)

function residentMB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}
