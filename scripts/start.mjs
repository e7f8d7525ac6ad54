/** `npm start`: sets up what is missing, then opens Belljar in a window, or in the browser where no window can be had. */
import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { installPackages, placeBridge, root } from './setup.mjs'

const words = process.argv.slice(2)

try {
  await installPackages()
  const { build } = await import('./build.mjs')
  await build({ say: (line) => console.log(line) })
  await placeBridge()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

const { findElectron, hasDisplay } = await import('./electron.mjs')
const env = { ...process.env, BELLJAR_NODE: process.execPath }
// Set by some editors' terminals; it would make Electron a plain Node.
delete env.ELECTRON_RUN_AS_NODE
const asRoot = process.platform === 'linux' && process.getuid?.() === 0
const forRoot = asRoot ? ['--no-sandbox'] : []

if (words.includes('--no-window')) browserMode('as asked')
else if (!hasDisplay()) browserMode('there is no display')
else {
  const found = await findElectron({ download: true })
  if ('reason' in found) browserMode(found.reason)
  else if (!starts(found.program)) browserMode(`${found.program} does not start here; are libraries missing?`)
  else {
    if (asRoot) console.log("Electron's own sandbox is off, as it refuses to run for root with it.")
    launch(found.program, [...forRoot, root, ...words])
  }
}

/** A server of Linux may lack the libraries of a desktop. */
function starts(program) {
  if (process.platform !== 'linux') return true
  return spawnSync(program, [...forRoot, '--version'], { env, timeout: 20_000 }).status === 0
}

function browserMode(why) {
  console.log(`Browser mode: ${why}`)
  const serve = path.join(root, 'dist', 'electron', 'serve.js')
  launch(process.execPath, [serve, ...words.filter((word) => word !== '--no-window')])
}

/** Ctrl-C reaches the child as well: it ends in order, and this one after it. On Windows passing it on would kill. */
function launch(program, args) {
  const child = spawn(program, args, { stdio: 'inherit', env, cwd: process.cwd() })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (process.platform !== 'win32' || program !== process.execPath) child.kill(signal)
    })
  child.once('error', (error) => {
    console.error(`${program} cannot be started: ${error.message}`)
    process.exitCode = 1
  })
  child.once('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
