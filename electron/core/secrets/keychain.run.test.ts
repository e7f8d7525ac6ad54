import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
const programs = ['dbus-run-session', 'gnome-keyring-daemon', 'secret-tool']
const electron = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], path.join(root, 'node_modules/electron/dist')]
  .flatMap((folder) => (folder === undefined ? [] : [path.join(folder, 'electron')]))
  .find((file) => existsSync(file))
const canary = 'keychain canary \u00e4"1'

/** One run of a host's part: what it prints is JSON. Does `does` with two data directories, A and B. */
const program = (does: string) => `
  import { Secrets } from './secrets.ts'
  const open = (home) => Secrets.open({ places: { home }, onNotice: (n) => notices.push(n.message) })
  const notices = []
  const [A, B] = process.argv.slice(2)
  const why = (error) => error.message
  const said = await (async () => { ${does} })().catch((error) => ({ failed: error.message }))
  console.log(JSON.stringify({ ...said, notices }))
  process.exit(0)`

const does = {
  keep: `
    const a = await open(A), b = await open(B)
    await a.set('API', ${JSON.stringify(canary)})
    await b.set('API', 'value of B')
    await a.set('GONE', 'value to remove')
    const removed = await a.remove('GONE')
    const again = await open(A)
    return { where: await again.where(), a: await again.get('API'), b: await b.get('API'), removed, list: again.list().length,
      electron: Boolean(process.versions.electron) }`,
  fall: `
    const a = await open(A)
    const started = Date.now()
    const where = await a.where()
    await a.set('LATER', 'kept in a file')
    return { where, ms: Date.now() - started, later: await a.get('LATER'), lost: await a.get('API').catch(why) }`,
  move: `
    const a = await open(A)
    const before = await a.where()
    const still = await a.get('LATER')
    await a.set('LATER', 'kept in the keychain')
    return { before, still, later: await a.get('LATER'), after: await a.where() }`,
}

let folder: string
let built: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keychain-'))
  built = await mkdtemp(path.join(root, 'node_modules/.belljar-keychain-'))
  for (const name of ['A', 'B', 'data']) await mkdir(path.join(folder, name))
  await writeFile(path.join(built, 'package.json'), '{"type":"module"}')
  const common = { bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' } as const
  const worker = path.join(root, 'electron/keychain-worker.ts')
  await build({ ...common, entryPoints: [worker], outfile: path.join(built, 'keychain-worker.js') })
  for (const [name, steps] of Object.entries(does))
    await build({
      ...common,
      stdin: { contents: program(steps), resolveDir: import.meta.dirname, loader: 'js' },
      outfile: path.join(built, `${name}.js`),
    })
})
afterAll(async () => {
  for (const each of [folder, built]) await rm(each, { recursive: true, force: true })
})

const wanted = { HOME: '', XDG_DATA_HOME: '', XDG_RUNTIME_DIR: '', DBUS_SESSION_BUS_ADDRESS: '', BELLJAR_KEYCHAIN: '' }

function run(command: string[], env: NodeJS.ProcessEnv = {}): Promise<Record<string, unknown>> {
  const own = { ...process.env, ...wanted, HOME: folder, XDG_DATA_HOME: path.join(folder, 'data'), ...env }
  const [file = '', ...words] = command
  return new Promise((resolve, reject) => {
    execFile(file, words, { env: own, timeout: 50_000 }, (error, out, err) => {
      if (error) reject(new Error(`${err}\n${out}`, { cause: error }))
      else resolve(JSON.parse(out.slice(out.lastIndexOf('\n{') + 1)) as Record<string, unknown>)
    })
  })
}

const step = (name: keyof typeof does, node = process.execPath) => [
  ...[node, path.join(built, `${name}.js`), path.join(folder, 'A'), path.join(folder, 'B')],
]

/** A login of its own, with a keychain that is unlocked. */
const inSession = (command: string[]) => [
  ...['dbus-run-session', '--', 'sh', '-c'],
  'echo -n pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "$@"',
  ...['sh', ...command],
]

function missing(): string | undefined {
  if (process.platform !== 'linux') return 'only Linux can have a keychain of its own for a test'
  for (const name of programs) {
    try {
      execFileSync('which', [name])
    } catch {
      return `${name} is not installed: apt install dbus gnome-keyring libsecret-tools`
    }
  }
  return undefined
}

describe('secrets in the keychain of a login', () => {
  test('two data directories keep theirs apart, and no file holds a value', async ({ skip }) => {
    const why = missing()
    if (why) {
      console.log(`skipped: ${why}`)
      return skip(why)
    }
    const said = await run(inSession(step('keep')))
    expect(said).toEqual({
      ...{ where: { kept: 'keychain' }, a: canary, b: 'value of B', removed: true, list: 1 },
      ...{ electron: false, notices: [] },
    })
    const files = await readdir(path.join(folder, 'A'))
    expect(files.sort()).toEqual(['secrets.json', 'secrets.json.bak'])
    for (const file of files) expect(readFileSync(path.join(folder, 'A', file), 'utf8')).not.toMatch(/canary/)
  })

  test('without it the file takes over and says so; what the keychain has is not forgotten', async ({ skip }) => {
    if (missing()) return skip()
    const said = await run(step('fall'))
    expect(said).toMatchObject({
      where: { kept: 'file', warning: expect.stringMatching(/no keychain can be used/) as string },
      later: 'kept in a file',
      lost: expect.stringMatching(/keychain of this computer did not hand out the secret API/) as string,
    })
    const back = await run(inSession(step('move')))
    expect(back).toEqual({
      before: { kept: 'keychain', warning: expect.stringContaining('LATER') as string },
      ...{ still: 'kept in a file', later: 'kept in the keychain', after: { kept: 'keychain' }, notices: [] },
    })
    const file = readFileSync(path.join(folder, 'A', 'secrets.bin'), 'utf8')
    expect(JSON.parse(file)).toMatchObject({ data: { values: {} } })
  })

  test('in Electron as in Node', async ({ skip }) => {
    if (missing()) return skip()
    if (!electron) return skip('no Electron here: set ELECTRON_OVERRIDE_DIST_PATH')
    const said = await run(inSession(step('keep', electron)), { ELECTRON_RUN_AS_NODE: '1' })
    expect(said).toMatchObject({ where: { kept: 'keychain' }, a: canary, b: 'value of B', electron: true })
  })

  test.skipIf(process.platform !== 'linux')('a bus that is silent holds up neither secrets nor the end', async () => {
    const socket = path.join(folder, 'silent')
    const server = net.createServer(() => undefined)
    await new Promise<void>((resolve) => server.listen(socket, resolve))
    const said = await run(step('fall'), { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` })
    expect(said).toMatchObject({ where: { kept: 'file' }, later: 'kept in a file' })
    expect(said['ms']).toBeLessThan(6000)
    server.close()
  })
})
