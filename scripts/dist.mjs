/** `npm run dist`: packs the app. Words after `--` go to electron-builder, such as `--dir` or `--linux deb`. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { installPackages, placeBridge, root } from './setup.mjs'

const folder = path.join(root, 'out', 'app')
const say = (line) => console.log(line)

try {
  await installPackages({ say })
  const { build } = await import('./build.mjs')
  await build({ say })
  await placeBridge({ say })
  // Without a native bridge the Node one does its work; the folder must be there for the packer either way.
  await mkdir(path.join(root, 'dist', 'bin'), { recursive: true })
  await layOut()
  process.exitCode = pack(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** Everything the packed app loads: the bundles, the renderer, and the packages that cannot be bundled. */
async function layOut() {
  await rm(folder, { recursive: true, force: true })
  await mkdir(path.join(folder, 'dist'), { recursive: true })
  for (const part of ['electron', 'renderer']) {
    await cp(path.join(root, 'dist', part), path.join(folder, 'dist', part), {
      recursive: true,
      filter: (file) => !file.endsWith('.map'),
    })
  }
  for (const part of ['icon.png', 'tray'])
    await cp(path.join(root, 'resources', part), path.join(folder, 'resources', part), { recursive: true })
  const { name, productName, version, description, license, type, main } = await packageOf(root)
  const sqlite = await packageOf(path.join(root, 'node_modules', '@photostructure', 'sqlite'))
  const keyring = await packageOf(path.join(root, 'node_modules', '@napi-rs', 'keyring'))
  const own = {
    ...{ name, productName, version, description, license, type, main },
    author: 'The Belljar authors',
    homepage: 'https://github.com/belljar/belljar',
    dependencies: { [sqlite.name]: sqlite.version, [keyring.name]: keyring.version },
  }
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`)
  await copySqlite()
  await copyKeyring()
}

/** Without its C sources, and with the native files of the platform that is packed for. */
async function copySqlite() {
  const from = path.join(root, 'node_modules')
  const to = path.join(folder, 'node_modules')
  const name = path.join('@photostructure', 'sqlite')
  for (const part of ['package.json', 'LICENSE', path.join('dist', 'index.mjs'), path.join('dist', 'index.cjs')])
    await cp(path.join(from, name, part), path.join(to, name, part))
  const builds = path.join('prebuilds')
  for (const each of await readdir(path.join(from, name, builds)))
    if (each.startsWith(`${platform()}-`))
      await cp(path.join(from, name, builds, each), path.join(to, name, builds, each), { recursive: true })
  await cp(path.join(from, 'node-gyp-build'), path.join(to, 'node-gyp-build'), { recursive: true })
}

/** With its native files for the platform that is packed for; npm installs those of this computer. */
async function copyKeyring() {
  const scope = path.join('node_modules', '@napi-rs')
  for (const each of await readdir(path.join(root, scope)))
    if (each === 'keyring' || each.startsWith(`keyring-${platform()}-`))
      await cp(path.join(root, scope, each), path.join(folder, scope, each), { recursive: true })
}

function platform() {
  const words = process.argv.slice(2)
  if (words.some((word) => ['--linux', '-l'].includes(word))) return 'linux'
  if (words.some((word) => ['--mac', '-m', '--macos'].includes(word))) return 'darwin'
  if (words.some((word) => ['--win', '-w', '--windows'].includes(word))) return 'win32'
  return process.platform
}

/** With a given Electron nothing is downloaded for `--dir`. */
function pack(words) {
  const require = createRequire(import.meta.url)
  const program = path.join(path.dirname(require.resolve('electron-builder/package.json')), 'cli.js')
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const electron = given
    ? [`-c.electronDist=${given}`, `-c.electronVersion=${versionOf(given)}`]
    : [`-c.electronVersion=${require('electron/package.json').version}`]
  const { status, error } = spawnSync(process.execPath, [program, '--publish', 'never', ...electron, ...words], {
    cwd: root,
    stdio: 'inherit',
  })
  if (error) console.error(error.message)
  return status ?? 1
}

function versionOf(dist) {
  const file = path.join(dist, 'version')
  if (!existsSync(file)) throw new Error(`There is no Electron in ${dist}: its file "version" is missing.`)
  return readFileSync(file, 'utf8').trim().replace(/^v/, '')
}

async function packageOf(place) {
  return JSON.parse(await readFile(path.join(place, 'package.json'), 'utf8'))
}
