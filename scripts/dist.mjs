/**
 * Packs the desktop app. Words go to electron-builder: `npm run dist -- --dir` makes a folder instead of installers,
 * and needs no network when ELECTRON_OVERRIDE_DIST_PATH names an unpacked Electron.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { installPackages, placeBridge, root } from './setup.mjs'

const words = process.argv.slice(2)

try {
  await installPackages()
  const { build: buildPrograms } = await import('./build.mjs')
  await buildPrograms({ say: (line) => console.log(line) })
  await placeBridge()
  // A package without a native bridge uses the Node one; the folder must be there for the packer either way.
  await mkdir(path.join(root, 'dist', 'bin'), { recursive: true })
  const { build, createTargets, Platform } = await import('electron-builder')
  const made = await build({
    projectDir: root,
    publish: 'never',
    ...(words.includes('--dir') && { targets: createTargets([Platform.current()], 'dir') }),
    config: { extends: path.join(root, 'electron-builder.yml'), ...(await givenElectron()) },
  })
  for (const file of made) console.log(path.relative(process.cwd(), file))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function givenElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return {}
  const version = path.join(folder, 'version')
  if (!existsSync(version)) throw new Error(`There is no Electron in ${folder}: its file "version" is missing.`)
  return { electronDist: folder, electronVersion: (await readFile(version, 'utf8')).trim().replace(/^v/, '') }
}
