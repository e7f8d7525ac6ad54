import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CliHome } from './testing/run-cli.ts'

const utc = ['call', 'time', 'get_current_time', '--args', '{"timezone":"UTC"}']
const stack = /\n\s+at .+:\d+:\d+/

describe.each(['no host', 'a running host'])('the command with %s', (how) => {
  const cli = new CliHome()
  const file = path.join(cli.config, 'Claude', 'claude_desktop_config.json')
  beforeAll(async () => {
    if (how === 'a running host') await cli.serve()
  })
  afterAll(() => cli.remove())

  test('lists, switches on, calls, and shows the call', async () => {
    const fresh = await cli.run(['list'])
    expect(fresh).toMatchObject({ code: 0, err: '' })
    expect(fresh.out).toMatch(/^time +off +idle/m)
    expect(fresh.out).toMatch(/^ {2}convert_time +on/m)
    expect(await cli.run(['enable', 'time'])).toEqual({ code: 0, out: 'time is on, with 2 tools.\n', err: '' })

    const called = await cli.run(utc)
    expect(called).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(called.out)).toMatchObject({ timezone: 'UTC', is_dst: false })
    expect(await cli.json(...utc)).toMatchObject({
      content: [{ type: 'text' }],
      structuredContent: { timezone: 'UTC' },
    })

    const calls = await cli.run(['calls'])
    expect(calls.out).toMatch(/time\/get_current_time +Belljar +answered +\d+(\.\d)? m?s +\{"timezone":"UTC"\}/)
    expect(await cli.json('calls', '--limit', '1')).toMatchObject([{ tool: 'get_current_time', outcome: 'answered' }])
    expect(await cli.json('calls', '--server', 'other')).toEqual([])
    expect((await cli.run(['logs'])).out).toMatch(/time +stderr +time .* ready/)
    expect((await cli.run(['traps'])).out).toBe('No traps are recorded.\n')
    expect(await cli.json('traps')).toEqual([])
  })

  test('says what a tool says that fails', async () => {
    const done = await cli.run(['call', 'time', 'get_current_time', '--args', '{"timezone":"Mars/Base"}'])
    expect(done).toMatchObject({ code: 1, out: '' })
    expect(done.err).toMatch(/Mars\/Base/)
    expect(done.err).not.toMatch(stack)
    const asJson = await cli.run(['call', 'time', 'get_current_time', '--args', '{"timezone":"Mars/Base"}', '--json'])
    expect(asJson.code).toBe(1)
    expect(JSON.parse(asJson.out)).toMatchObject({ isError: true })
  })

  test('switches a tool', async () => {
    expect(await cli.run(['disable', 'time', 'convert_time'])).toMatchObject({ code: 0, out: 'convert_time is off.\n' })
    const time = ((await cli.json('list')) as { id: string }[]).find(({ id }) => id === 'time')
    expect(time).toMatchObject({ tools: [{ enabled: true }, { enabled: false }] })
    expect(await cli.json('enable', 'time', 'convert_time')).toMatchObject({
      tools: [{ enabled: true }, { enabled: true }],
    })
  })

  test('says what a server needs that is switched on, and how it is given', async () => {
    const on = await cli.run(['enable', 'filesystem'])
    expect(on).toMatchObject({ code: 0, err: '' })
    expect(on.out).toMatch(
      /^filesystem is on, with 14 tools\.\nIt says that it needs:\n {2}a folder to read and change: /,
    )
    expect(on.out).toContain('\n    belljar grant filesystem dir FOLDER --write\n')
    expect((await cli.run(['disable', 'filesystem'])).code).toBe(0)
  })

  test('prints the snippet and nothing else, whole and startable', async () => {
    const plain = await cli.run(['config', 'claude-desktop', '--print'])
    expect(plain).toMatchObject({ code: 0, err: '' })
    const { mcpServers } = JSON.parse(plain.out) as { mcpServers: Record<string, { command: string; args: string[] }> }
    expect(Object.keys(mcpServers)).toEqual(['belljar'])
    const { command, args } = mcpServers['belljar']!
    expect(path.isAbsolute(command)).toBe(true)
    expect(existsSync(command)).toBe(true)
    expect(args.slice(-3)).toEqual(['all', '--home', cli.home])
    expect((await cli.run(['config', 'claude-desktop'])).out).toBe(plain.out)
    expect(await cli.json('config', 'claude-desktop')).toMatchObject({ snippet: plain.out, path: file, command, args })
    expect(existsSync(file)).toBe(false)
  })

  test('writes the entry into the config, and takes it back byte for byte', async () => {
    const before = '\uFEFF{\r\n\t// mine\r\n\t"mcpServers": { "other": { "command": "x" } },\r\n}\r\n'
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, before)
    const written = await cli.run(['config', 'claude-desktop', '--write'])
    expect(written).toMatchObject({ code: 0, err: '' })
    expect(written.out).toContain(file)
    expect(written.out).toMatch(/^\+.*"belljar"/m)
    expect(written.out).toMatch(/Quit Claude Desktop completely/)
    expect(readFileSync(file, 'utf8')).toContain('// mine')
    expect(readFileSync(file, 'utf8')).toContain(JSON.stringify(cli.home))
    expect((await cli.run(['config', 'claude-desktop', '--write'])).out).toMatch(/already/)
    expect(await cli.json('config', 'claude-desktop', '--undo')).toMatchObject({ status: 'not-connected' })
    expect(readFileSync(file, 'utf8')).toBe(before)

    const again = await cli.run(['config', 'claude-desktop', '--undo'])
    expect(again).toMatchObject({ code: 1, out: '' })
    expect(again.err).toMatch(/^There is no entry "belljar" in .*\n.*nothing to undo\.\n$/)
  })

  test('writes to no file that it does not understand', async () => {
    writeFileSync(file, '{\n  "mcpServers": {,}\n}\n')
    const done = await cli.run(['config', 'claude-desktop', '--write'])
    expect(done).toMatchObject({ code: 1, out: '' })
    expect(done.err).toMatch(/line 2/i)
    expect(readFileSync(file, 'utf8')).toBe('{\n  "mcpServers": {,}\n}\n')
  })
})

describe('what it is not told rightly', () => {
  const cli = new CliHome()
  afterAll(() => cli.remove())

  test.each([
    [[], /No command was given/],
    [['lits'], /Unknown command 'lits'[^]*list/],
    [['list', '--colour'], /Unknown option '--colour'/],
    [['enable'], /Missing required argument 'server'/],
    [['list', 'more'], /Too many arguments/],
    [['list', '--home'], /argument missing/],
    [['call', 'time', 'x', '--args', '{'], /It is not JSON/],
    [['call', 'time', 'x', '--args', '[1]'], /must be a JSON object/],
    [['serve', '--port', 'x'], /is no port/],
    [['calls', '--limit', '0'], /whole number from 1 to 1000/],
    [['config', 'claude-desktop', '--print', '--write'], /cannot be used with/],
  ])('%j is not understood', async (words, sentence) => {
    const done = await cli.run(words)
    expect(done).toMatchObject({ code: 2, out: '' })
    expect(done.err).toMatch(sentence)
    expect(done.err).toMatch(/belljar --help lists what it takes\.\n$/)
    expect(existsSync(cli.home)).toBe(false)
  })

  test.each([[['--help']], [['list', '--help']], [['call', '-h']], [['--version']]])('%j helps', async (words) => {
    const done = await cli.run(words)
    expect(done).toMatchObject({ code: 0, err: '' })
    expect(done.out).not.toBe('')
    expect(existsSync(cli.home)).toBe(false)
  })
})
