import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { StateFile } from './state-file.ts'

const schema = z.object({ numbers: z.array(z.number()) })
const notices: string[] = []
let program: string
let folder: string

beforeAll(async () => {
  const made = await mkdtemp(path.join(import.meta.dirname, '../../../node_modules/.belljar-state-'))
  program = path.join(made, 'writer.mjs')
  await build({
    stdin: {
      contents: `
        import { z } from 'zod'
        import { StateFile } from './state-file.ts'
        const schema = z.object({ numbers: z.array(z.number()) })
        const state = new StateFile({ path: process.argv[2], version: 1, schema, empty: () => ({ numbers: [] }), onNotice() {} })
        await state.load()
        for (let n = (state.value.numbers[0] ?? 0) + 1; ; n++) {
          await state.change(() => ({ numbers: Array(20_000).fill(n) }))
          process.stdout.write(n + '\\n')
        }`,
      resolveDir: import.meta.dirname,
      loader: 'js',
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
})
afterAll(() => rm(path.dirname(program), { recursive: true, force: true }))
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'belljar-state-'))
  notices.length = 0
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function load(file: string) {
  const state = new StateFile({
    path: file,
    version: 1,
    schema,
    empty: () => ({ numbers: [] }),
    onNotice: (n) => void notices.push(n.message),
  })
  await state.load()
  return state
}

describe('StateFile', () => {
  it('holds the old or the new state, never a mixture, after its writer was killed', async () => {
    const file = path.join(folder, 'state.json')
    let last = 0
    for (let round = 0; round < 15; round++) {
      const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.on('data', (data) => (said += String(data)))
      await once(child.stdout, 'data')
      await new Promise((done) => setTimeout(done, Math.random() * 60))
      child.kill('SIGKILL')
      await once(child, 'close')
      const acknowledged = Number(said.trimEnd().split('\n').at(-1))
      const { numbers } = (await load(file)).value
      expect(new Set(numbers).size).toBe(1)
      expect(numbers).toHaveLength(20_000)
      // What was acknowledged is there; the one that was being written may be.
      expect([acknowledged, acknowledged + 1]).toContain(numbers[0])
      expect(acknowledged).toBeGreaterThan(last - 1)
      last = acknowledged
    }
    expect(notices).toEqual([])
    expect((await readdir(folder)).sort()).toEqual(['state.json', 'state.json.bak'])
  })

  it('keeps its file whole on a full disk, and goes on when there is space', async ({ skip }) => {
    const disk = path.join(folder, 'disk')
    await mkdir(disk)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', disk], { stdio: 'ignore' })
    } catch {
      skip('a small disk to fill needs the right to mount one')
    }
    try {
      const file = path.join(disk, 'state.json')
      const state = await load(file)
      await state.change(() => ({ numbers: [1] }))
      await expect(state.change(() => ({ numbers: Array(200_000).fill(2) }))).rejects.toThrow(
        'Belljar could not save state.json: the disk is full.',
      )
      expect(state.value).toEqual({ numbers: [1] })
      await writeFile(path.join(disk, 'filler'), Buffer.alloc(1 << 20)).catch(() => undefined)
      await expect(state.change(() => ({ numbers: [3] }))).rejects.toThrow('the disk is full')
      expect(notices).toEqual(['Belljar could not save state.json: the disk is full.'])
      expect((await load(file)).value).toEqual({ numbers: [1] })
      await rm(path.join(disk, 'filler'))
      await state.change(() => ({ numbers: [4] }))
      expect((await load(file)).value).toEqual({ numbers: [4] })
      expect((await readdir(disk)).sort()).toEqual(['state.json', 'state.json.bak'])
    } finally {
      execFileSync('umount', ['-l', disk])
    }
  })
})
