import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { at, prepare } from './testing.ts'

const root = path.join(import.meta.dirname, '../../..')
const electron = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], path.join(root, 'node_modules/electron/dist')]
  .filter((folder) => folder !== undefined)
  .flatMap((folder) =>
    ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron'].map((name) => path.join(folder, name)),
  )
  .find((file) => existsSync(file))

prepare()

describe('the native parts in Electron', () => {
  it('lock and record as they do in Node, bundled', async ({ skip }) => {
    if (!electron) return skip('no Electron here: set ELECTRON_OVERRIDE_DIST_PATH')
    const folder = await mkdtemp(path.join(root, 'node_modules/.belljar-electron-'))
    const common = { bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' } as const
    try {
      await build({
        ...common,
        entryPoints: [path.join(root, 'electron/records-worker.ts')],
        outfile: path.join(folder, 'records-worker.js'),
      })
      await build({
        ...common,
        stdin: {
          contents: `
            import { lockHome } from '../home/lock.ts'
            import { makePlaces } from '../home/make-places.ts'
            import { findPlaces } from '../home/places.ts'
            import { Records } from './records.ts'
            const places = findPlaces({ home: process.argv[2] })
            await makePlaces(places)
            const lock = await lockHome(places, 'host')
            const second = await lockHome(places, 'host').catch((error) => error.problem.code)
            const records = await Records.open({ folder: places.records, onNotice: (n) => console.log(n.message) })
            records.log({ at: Date.now(), server: 'time', session: null, source: 'stderr', level: 'info', text: 'hello' })
            const [line] = await records.logs({ limit: 1 })
            await records.close()
            await lock.release()
            console.log(JSON.stringify([Boolean(process.versions.electron), second, line.text]))`,
          resolveDir: import.meta.dirname,
          loader: 'js',
        },
        outfile: path.join(folder, 'main.js'),
      })
      await writeFile(path.join(folder, 'package.json'), '{"type":"module"}')
      const said = execFileSync(electron, [path.join(folder, 'main.js'), path.join(at.folder, 'home')], {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        encoding: 'utf8',
        timeout: 50_000,
      })
      expect(said.trim()).toBe('[true,"conflict","hello"]')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
