import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../../shared/contract.ts'
import { allowed, changes, escapes } from './cases.ts'
import { Listeners } from './listeners.ts'
import { runCases, table } from './run-cases.ts'
import { Stage } from './stage.ts'
import { makeWorld, type World } from './world.ts'

let stage: Stage
let world: World
let listeners: Listeners

const runtimes = [
  { name: 'preview 1', wasm: 'hostile-p1', id: 'p1', p2: false },
  { name: 'WASI 0.2', wasm: 'hostile', id: 'p2', p2: true },
] as const

beforeAll(async () => {
  world = await makeWorld()
  listeners = await Listeners.open()
  stage = await Stage.open()
}, 120_000)

afterAll(async () => {
  await stage?.close()
  listeners?.close()
  if (world) await rm(world.root, { recursive: true, force: true })
})

function grants(p2: boolean): Input<'grants.add'>['grants'] {
  const folder = (hostPath: string, access: 'read' | 'write') =>
    ({ kind: 'directory', hostPath, guestPath: hostPath, access }) as const
  const folders = [folder(world.read, 'read'), folder(world.write, 'write')]
  return p2 ? [...folders, { kind: 'host', pattern: `localhost:${listeners.granted}` }] : folders
}

describe.each(runtimes)('a hostile guest on $name', ({ name, wasm, id, p2 }) => {
  test('gets nowhere with nothing granted', async () => {
    await stage.install(`${id}-nothing`, wasm)
    const call = await stage.client(`${id}-nothing`)
    const untouched = [world.read, world.write, world.outside, world.evil]
    const cases = [...escapes(world, listeners, p2), ...changes(world)].map((one) => ({ ...one, reaches: [] }))
    const rows = await runCases(cases, { call, untouched, listeners })
    console.log(table(`${name}, nothing granted`, rows, ['held', 'NOT HELD']))
    expect(rows.filter(({ good }) => !good)).toEqual([])
  }, 180_000)

  test('gets what is granted, and nothing beyond it', async () => {
    await stage.install(`${id}-granted`, wasm, grants(p2))
    const call = await stage.client(`${id}-granted`)
    const works = await runCases(allowed(world, listeners, p2), {
      ...{ call, listeners },
      untouched: [world.read, world.outside, world.evil],
    })
    console.log(table(`${name}, what is granted`, works, ['works', 'BROKEN']))
    const held = await runCases([...escapes(world, listeners, p2), ...changes(world)], {
      ...{ call, listeners },
      untouched: [world.read, world.outside, world.evil],
    })
    console.log(table(`${name}, a folder to read, one to change${p2 ? ', one host' : ''}`, held, ['held', 'NOT HELD']))
    expect([...works, ...held].filter(({ good }) => !good)).toEqual([])
  }, 180_000)
})
