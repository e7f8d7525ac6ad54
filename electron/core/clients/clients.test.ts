import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ProblemError } from '../../../shared/rpc.ts'
import { Clients } from './clients.ts'

const id = 'claude-desktop'
const start = { command: '/opt/belljar/bin/belljar-bridge', args: [] as string[] }
const wanted = { command: start.command, args: ['all'] }
const others = '\uFEFF{\r\n\t// mine\r\n\t"mcpServers": {\r\n\t\t"a": {"command": "x"},\r\n\t},\r\n}'

let root: string
let folder: string
let config: string
let clients: Clients

function make(options: { isDefault?: boolean; env?: NodeJS.ProcessEnv; platform?: NodeJS.Platform } = {}): Clients {
  return new Clients({
    places: {
      home: path.join(root, 'data'),
      backups: path.join(root, 'data', 'backups'),
      isDefault: options.isDefault ?? true,
    },
    bridge: () => ({ ...start }),
    env: options.env ?? { HOME: root },
    platform: options.platform ?? 'linux',
  })
}

async function connect(): Promise<void> {
  const { token } = await clients.plan(id)
  await clients.connect(id, token)
}

async function state() {
  const [only] = await clients.list()
  return only!
}

async function refusal(doing: Promise<unknown>) {
  const error = await doing.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ProblemError)
  const { problem } = error as ProblemError
  expect(problem.hint).toMatch(/\S/)
  return problem
}

function copies(): string[] {
  return readdirSync(path.join(root, 'data', 'backups')).filter((name) => name.endsWith('.bak'))
}

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'belljar-clients-'))
  folder = path.join(root, '.config', 'Claude')
  config = path.join(folder, 'claude_desktop_config.json')
  mkdirSync(folder, { recursive: true })
  clients = make()
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('the plan', () => {
  it('shows a whole config with absolute paths, and writes nothing', async () => {
    const plan = await clients.plan(id)
    expect(plan).toMatchObject({ client: id, path: config, before: null, ...wanted })
    expect(JSON.parse(plan.snippet)).toEqual({ mcpServers: { belljar: wanted } })
    expect(plan.after).toBe(plan.snippet)
    expect(existsSync(config)).toBe(false)
    expect(existsSync(path.join(root, 'data'))).toBe(false)
  })

  it('names a data folder that is not the usual one', async () => {
    const { args } = await make({ isDefault: false }).plan(id)
    expect(args).toEqual(['all', '--home', path.join(root, 'data')])
  })

  it('has the snippet also where the file cannot be edited', async () => {
    writeFileSync(config, '{\n  "a": 1\n  "b": 2\n}')
    const plan = await clients.plan(id)
    expect(JSON.parse(plan.snippet)).toEqual({ mcpServers: { belljar: wanted } })
    expect(plan.after).toBe(plan.before)
    expect(plan.problem?.message).toContain('Line 3')
  })

  it('refuses a client that nobody knows', async () => {
    expect(await refusal(clients.plan('netscape'))).toMatchObject({ code: 'not-found', hint: /claude-desktop/ })
  })
})

describe('connecting and undoing', () => {
  it('makes a file for its owner only, and undo deletes it', async () => {
    rmSync(folder, { recursive: true })
    expect(await state()).toMatchObject({ status: 'not-connected', found: false, canUndo: false })
    await connect()
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({ mcpServers: { belljar: wanted } })
    expect(statSync(config).mode & 0o777).toBe(0o600)
    expect(await state()).toMatchObject({ status: 'connected', canUndo: true, found: true })
    await clients.undo(id)
    expect(existsSync(config)).toBe(false)
    expect(await state()).toMatchObject({ status: 'not-connected', canUndo: false })
  })

  it('gives the old file back byte for byte, and keeps its mode and a copy with where it came from', async () => {
    writeFileSync(config, others)
    chmodSync(config, 0o640)
    await connect()
    expect(readFileSync(config, 'utf8')).not.toBe(others)
    expect(statSync(config).mode & 0o777).toBe(0o640)
    const backups = path.join(root, 'data', 'backups')
    expect(readFileSync(path.join(backups, copies()[0]!), 'utf8')).toBe(others)
    expect(JSON.parse(readFileSync(path.join(backups, `${copies()[0]}.json`), 'utf8'))).toMatchObject({ path: config })
    await clients.undo(id)
    expect(readFileSync(config, 'utf8')).toBe(others)
    expect(statSync(config).mode & 0o777).toBe(0o640)
    expect(readdirSync(folder)).toEqual([path.basename(config)])
  })

  it('keeps what others wrote since', async () => {
    writeFileSync(config, '{\n  "theme": "dark"\n}\n')
    await connect()
    const text = readFileSync(config, 'utf8').replace('"dark"', '"light"')
    writeFileSync(config, text)
    await clients.undo(id)
    expect(readFileSync(config, 'utf8')).toBe('{\n  "theme": "light"\n}\n')
  })

  it('keeps a server that somebody added beside ours', async () => {
    await connect()
    const now = JSON.parse(readFileSync(config, 'utf8')) as { mcpServers: Record<string, unknown> }
    now.mcpServers['files'] = { command: 'npx' }
    writeFileSync(config, JSON.stringify(now))
    expect(await state()).toMatchObject({ status: 'connected' })
    await clients.undo(id)
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({ mcpServers: { files: { command: 'npx' } } })
  })

  it('gives an entry of that name back that was there before', async () => {
    const before = '{"mcpServers":{"belljar":{ "command" : "/old/bridge" }},"a":1}'
    writeFileSync(config, before)
    expect(await state()).toMatchObject({ status: 'changed-outside', detail: /belljar/ })
    await connect()
    writeFileSync(config, readFileSync(config, 'utf8').replace('"a":1', '"a":2'))
    await clients.undo(id)
    expect(readFileSync(config, 'utf8')).toBe(before.replace('"a":1', '"a":2'))
  })

  it('undoes to what there was without Belljar, also after connecting twice', async () => {
    writeFileSync(config, others)
    await connect()
    const first = readFileSync(config, 'utf8')
    writeFileSync(config, first.replace(start.command, '/moved/away'))
    expect(await state()).toMatchObject({ status: 'changed-outside', canUndo: true })
    await connect()
    expect(readFileSync(config, 'utf8')).toBe(first)
    await clients.undo(id)
    expect(readFileSync(config, 'utf8').replace(/,(?=\r\n\t\})/, '')).toBe(others.replace(/,(?=\r\n\t\})/, ''))
    expect(await state()).toMatchObject({ status: 'not-connected', canUndo: false })
  })

  it('takes out an entry that a person pasted', async () => {
    writeFileSync(config, JSON.stringify({ mcpServers: { belljar: wanted, a: {} } }))
    expect(await state()).toMatchObject({ status: 'connected', canUndo: true })
    await clients.undo(id)
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({ mcpServers: { a: {} } })
  })

  it('says when somebody removed the entry, and undo then only forgets', async () => {
    await connect()
    writeFileSync(config, '{"mcpServers":{}}')
    expect(await state()).toMatchObject({ status: 'changed-outside', detail: /removed/ })
    await clients.undo(id)
    expect(readFileSync(config, 'utf8')).toBe('{"mcpServers":{}}')
    expect(await state()).toMatchObject({ status: 'not-connected', canUndo: false })
  })

  it('writes nothing when the entry is there already', async () => {
    writeFileSync(config, JSON.stringify({ mcpServers: { belljar: wanted } }))
    const before = statSync(config).ino
    await connect()
    expect(statSync(config).ino).toBe(before)
  })

  it('has nothing to undo where nothing is', async () => {
    expect(await refusal(clients.undo(id))).toMatchObject({ code: 'not-found' })
  })

  it('keeps no more than twenty copies, and always the one that an undo needs', async () => {
    writeFileSync(config, others)
    await connect()
    for (let i = 0; i < 25; i++) {
      writeFileSync(config, readFileSync(config, 'utf8').replace(start.command, `/moved/${i}`))
      await connect()
    }
    expect(copies().length).toBeLessThanOrEqual(22)
    await clients.undo(id)
    expect(readFileSync(config, 'utf8')).not.toContain('belljar')
  })

  it('does without its own record when that is damaged', async () => {
    writeFileSync(config, '{"a":1,"mcpServers":{"x":{}}}')
    await connect()
    for (const name of readdirSync(path.join(root, 'data', 'backups')))
      if (name.endsWith('.written.json')) writeFileSync(path.join(root, 'data', 'backups', name), '{"version":1')
    await clients.undo(id)
    expect(readFileSync(config, 'utf8')).toBe('{"a":1,"mcpServers":{"x":{}}}')
  })
})

describe('what is never written over', () => {
  it('a file that was changed since it was shown', async () => {
    writeFileSync(config, '{}')
    const { token } = await clients.plan(id)
    writeFileSync(config, '{"a":1}')
    expect(await refusal(clients.connect(id, token))).toMatchObject({ code: 'conflict' })
    expect(readFileSync(config, 'utf8')).toBe('{"a":1}')
  })

  it.each([
    ['broken JSON', '{\n"a": 1,\n"b": }', 'Line 3'],
    ['servers that are no map', '{\n"mcpServers": [] }', 'Line 2'],
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le'), 'UTF-8'],
    ['a letter that is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'UTF-8'],
  ])('%s', async (_name, bytes, words) => {
    writeFileSync(config, bytes)
    const before = readFileSync(config)
    expect(await state()).toMatchObject({
      status: 'unreadable',
      canUndo: false,
      detail: expect.stringContaining(words) as string,
    })
    const { token } = await clients.plan(id)
    expect((await refusal(clients.connect(id, token))).message).toContain(words)
    expect((await refusal(clients.undo(id))).message).toContain(words)
    expect(readFileSync(config)).toEqual(before)
  })

  it('a read-only file', async () => {
    writeFileSync(config, '{}')
    chmodSync(config, 0o444)
    const { token } = await clients.plan(id)
    expect((await refusal(clients.connect(id, token))).message).toContain('read-only')
    expect(readFileSync(config, 'utf8')).toBe('{}')
    expect(statSync(config).mode & 0o777).toBe(0o444)
  })

  it('a folder in its place', async () => {
    mkdirSync(config)
    expect(await state()).toMatchObject({ status: 'unreadable', detail: /folder/ })
    const { token } = await clients.plan(id)
    expect((await refusal(clients.connect(id, token))).message).toContain('folder')
  })
})

describe.skipIf(process.platform === 'win32')('links', () => {
  it('stay, and what they lead to is edited', async () => {
    const dotfiles = path.join(root, 'dotfiles')
    mkdirSync(dotfiles)
    writeFileSync(path.join(dotfiles, 'claude.json'), others)
    symlinkSync('../../dotfiles/claude.json', config)
    await connect()
    expect(lstatSync(config).isSymbolicLink()).toBe(true)
    expect(readFileSync(path.join(dotfiles, 'claude.json'), 'utf8')).toContain('belljar-bridge')
    expect(readdirSync(folder)).toEqual([path.basename(config)])
    await clients.undo(id)
    expect(lstatSync(config).isSymbolicLink()).toBe(true)
    expect(readFileSync(config, 'utf8')).toBe(others)
  })

  it('may lead to a file that is not there yet', async () => {
    symlinkSync(path.join(root, 'later.json'), config)
    await connect()
    expect(lstatSync(config).isSymbolicLink()).toBe(true)
    expect(readFileSync(path.join(root, 'later.json'), 'utf8')).toContain('belljar-bridge')
  })

  it('are refused when they lead in a circle', async () => {
    symlinkSync(config, config)
    expect(await state()).toMatchObject({ status: 'unreadable', detail: /back to itself/ })
  })
})

describe('the place', () => {
  const file = 'claude_desktop_config.json'

  it('is the folder with a small letter where that is the one there is', async () => {
    rmSync(folder, { recursive: true })
    mkdirSync(path.join(root, '.config', 'claude'))
    expect(await state()).toMatchObject({ path: path.join(root, '.config', 'claude', file), found: true })
    mkdirSync(folder)
    writeFileSync(path.join(root, '.config', 'claude', file), '{}')
    expect(await state()).toMatchObject({ path: path.join(root, '.config', 'claude', file) })
    writeFileSync(config, '{}')
    expect(await state()).toMatchObject({ path: config })
  })

  it('follows XDG_CONFIG_HOME, unless that is relative', async () => {
    const [given] = await make({ env: { HOME: root, XDG_CONFIG_HOME: '/xdg' } }).list()
    expect(given?.path).toBe(`/xdg/Claude/${file}`)
    const [relative] = await make({ env: { HOME: root, XDG_CONFIG_HOME: 'xdg' } }).list()
    expect(relative?.path).toBe(config)
  })

  it('is where each platform has it', async () => {
    const [mac] = await make({ env: { HOME: '/Users/ada' }, platform: 'darwin' }).list()
    expect(mac?.path).toBe(`/Users/ada/Library/Application Support/Claude/${file}`)
    const [win] = await make({ env: { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }, platform: 'win32' }).list()
    expect(win?.path).toBe(`C:\\Users\\ada\\AppData\\Roaming\\Claude\\${file}`)
  })

  it('is said to be unknown where there is none', async () => {
    clients = make({ env: {} })
    expect(await state()).toMatchObject({ status: 'unreadable', path: '', canUndo: false })
    expect((await clients.plan(id)).problem?.message).toContain('no known place')
  })
})
