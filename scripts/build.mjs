/** Builds everything that Node and Electron run, and the renderer. A part whose sources did not change is left alone. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const out = path.join(root, 'dist')

/** Packages that stay outside: Electron brings itself, the others load native files from their own folders. */
const external = ['electron', '@photostructure/sqlite', '@napi-rs/keyring']

/** CommonJS dependencies inside an ES module still call `require` for Node's own modules. */
const requireBanner =
  "import { createRequire as belljarCreateRequire } from 'node:module'; const require = belljarCreateRequire(import.meta.url);"

const common = {
  bundle: true,
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20',
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
  external,
  write: false,
  absWorkingDir: root,
}
const esm = { ...common, format: 'esm', banner: { js: requireBanner } }

const programs = [
  {
    from: 'electron/main.ts',
    to: 'main.js',
    // The window opens while the rest is still being read.
    options: { ...esm, splitting: true, chunkNames: 'main-[hash]' },
  },
  ...['serve', 'cli', 'records-worker', 'keychain-worker', 'check-worker'].map((name) => ({
    from: `electron/${name}.ts`,
    to: `${name}.js`,
    options: esm,
  })),
  { from: 'electron/bridge.ts', to: 'bridge.mjs', options: esm },
  { from: 'electron/preload.ts', to: 'preload.cjs', options: { ...common, format: 'cjs' } },
]

/**
 * @param {{ only?: 'programs' | 'renderer', force?: boolean, say?: (line: string) => void }} [options]
 * @returns {Promise<{ programs: boolean, renderer: boolean }>} what was built anew
 */
export async function build({ only, force = false, say = () => undefined } = {}) {
  await mkdir(path.join(out, 'electron'), { recursive: true })
  const done = { programs: false, renderer: false }
  if (only !== 'renderer')
    done.programs = await whenChanged('programs', ['electron', 'shared'], force, () => buildPrograms(say))
  if (only !== 'programs' && existsSync(path.join(root, 'vite.config.ts')))
    done.renderer = await whenChanged('renderer', ['renderer', 'shared', 'index.html', 'vite.config.ts'], force, () =>
      buildRenderer(say),
    )
  return done
}

async function buildPrograms(say) {
  say('building the programs')
  const { build: esbuild } = await import('esbuild')
  await Promise.all(
    programs
      .filter(({ from }) => existsSync(path.join(root, from)))
      .map(async ({ from, to, options }) => {
        const folder = path.join(out, 'electron')
        const place = options.splitting
          ? { entryPoints: [{ in: from, out: path.parse(to).name }], outdir: folder }
          : { entryPoints: [from], outfile: path.join(folder, to) }
        const { outputFiles } = await esbuild({ ...options, ...place })
        // The entry last: until then the old one finds its old parts.
        for (const file of outputFiles.reverse()) await replace(file.path, file.contents)
        if (options.splitting) await removeOldParts(folder, path.parse(to).name, outputFiles)
      }),
  )
}

async function removeOldParts(folder, name, made) {
  const kept = new Set(made.map((file) => path.basename(file.path)))
  for (const file of await readdir(folder))
    if (file.startsWith(`${name}-`) && !kept.has(file)) await rm(path.join(folder, file), { force: true })
}

async function buildRenderer(say) {
  say('building the window')
  const { build: vite } = await import('vite')
  const made = path.join(out, `renderer.${process.pid}`)
  const old = path.join(out, `renderer.${process.pid}.old`)
  const place = path.join(out, 'renderer')
  await vite({
    configFile: path.join(root, 'vite.config.ts'),
    root: path.join(root, 'renderer'),
    logLevel: 'warn',
    build: { outDir: made, emptyOutDir: true },
  })
  if (existsSync(place)) await rename(place, old)
  await rename(made, place)
  await rm(old, { recursive: true, force: true })
}

/** A host may be starting from the old file at this moment: it sees the old one or the new one, never half of one. */
async function replace(place, contents) {
  const beside = `${place}.${process.pid}`
  await writeFile(beside, contents)
  await rename(beside, place)
}

async function whenChanged(name, sources, force, make) {
  const stampFile = path.join(out, `.${name}.stamp`)
  const stamp = await hashOf([...sources, 'package-lock.json', 'scripts/build.mjs'])
  const before = await readFile(stampFile, 'utf8').catch(() => '')
  if (!force && before === stamp) return false
  await make()
  await writeFile(stampFile, stamp)
  return true
}

async function hashOf(sources) {
  const files = (await Promise.all(sources.map((source) => filesIn(path.join(root, source))))).flat().sort()
  const hash = createHash('sha256')
  const contents = await Promise.all(files.map((file) => readFile(file).catch(() => '')))
  files.forEach((file, i) => hash.update(path.relative(root, file)).update('\0').update(contents[i]).update('\0'))
  return hash.digest('hex')
}

/** Tests are no part of the build, and Rust has a build of its own. */
async function filesIn(place) {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => null)
  if (!entries) return existsSync(place) ? [place] : []
  const inner = entries
    .filter(({ name }) => !/\.test\.tsx?$/.test(name) && !['target', 'node_modules', 'bridge-native'].includes(name))
    .map((entry) => (entry.isDirectory() ? filesIn(path.join(place, entry.name)) : [path.join(place, entry.name)]))
  return (await Promise.all(inner)).flat()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const started = Date.now()
  const done = await build({ force: process.argv.includes('--force'), say: (line) => console.log(line) })
  const built = Object.keys(done).filter((part) => done[part])
  console.log(`${built.length > 0 ? `built ${built.join(' and ')}` : 'nothing changed'}, ${Date.now() - started} ms`)
}
