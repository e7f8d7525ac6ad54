import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readLicences } from './licences.ts'

const root = path.resolve(import.meta.dirname, '../..')
const text = (file: string) => readFileSync(path.join(root, file), 'utf8')
const listed = async () =>
  new Set((await readLicences(path.join(root, 'resources'))).map(({ name, version }) => `${name} ${version}`))

interface Lock {
  packages: Record<string, { version: string; dev?: true; devOptional?: true }>
}

it('names every package that is shipped, also those that they need, as `npm run licences` finds them', async () => {
  const { packages } = JSON.parse(text('package-lock.json')) as Lock
  const shipped = Object.entries(packages).filter(([folder, { dev, devOptional }]) => folder && !dev && !devOptional)
  const known = await listed()
  const missing = shipped
    .map(([folder, { version }]) => `${folder.split('node_modules/').at(-1)} ${version}`)
    .filter((one) => !known.has(one))
  expect(shipped.length).toBeGreaterThan(30)
  expect(missing).toEqual([])
})

it('names every crate of the bridge, the guards, weld and the bundled servers', async () => {
  const locks = ['electron/bridge-native', 'wasm/guards', 'wasm/weld', 'wasm/servers']
  const crates = locks.flatMap((folder) =>
    text(`${folder}/Cargo.lock`)
      .split('[[package]]')
      .filter((block) => block.includes('\nsource = '))
      .map((block) => `${/^name = "(.*)"$/m.exec(block)?.[1]} ${/^version = "(.*)"$/m.exec(block)?.[1]}`),
  )
  const known = await listed()
  expect(crates.length).toBeGreaterThan(100)
  expect(crates.filter((one) => !known.has(one))).toEqual([])
})

it('names wasmtime, Electron and Belljar itself, and has a text for each', async () => {
  const licences = await readLicences(path.join(root, 'resources'))
  const names = licences.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['wasmtime', 'electron', 'Belljar']))
  expect(licences.filter(({ text, licence }) => text === '' || licence === '')).toEqual([])
})

it('says in one sentence when the list is not there', async () => {
  await expect(readLicences(path.join(root, 'no-such-folder'))).rejects.toMatchObject({
    problem: { code: 'not-found', message: 'The list of licences is not where it should be.' },
  })
})
