import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CliHome, ended, type Done } from './testing/run-cli.ts'

const stack = /\n\s+at .+:\d+:\d+/

describe.each(['no host', 'a running host'])('grants by the command with %s', (how) => {
  const cli = new CliHome()
  const [notes, keys] = ['notes', '.ssh'].map((name) => path.join(realpathSync(cli.folder), name)) as [string, string]
  beforeAll(async () => {
    for (const folder of [notes, keys]) mkdirSync(folder)
    if (how === 'a running host') await cli.serve()
  })
  afterAll(() => cli.remove())

  const grants = async () => ((await cli.json('grants', 'time')) as { grants: unknown[] }).grants

  test('are given, shown, replaced and revoked in the same words', async () => {
    expect((await cli.run(['grants', 'time'])).out).toMatch(
      /^time is granted nothing\.\nLimits: memory=256MB call=50s /,
    )
    // Relative to where the command runs, wherever the host does.
    const given = await cli.run(['grant', 'time', 'dir', 'notes'])
    expect(given).toMatchObject({ code: 0 })
    expect(given.out).toContain(`Read ${notes} and everything in it.`)
    expect((await cli.run(['grant', 'time', 'dir', 'notes', '--write'])).code).toBe(0)
    expect((await cli.run(['grant', 'time', 'env', 'GREETING=hello'])).code).toBe(0)
    expect(await grants()).toEqual([
      { kind: 'directory', hostPath: notes, guestPath: notes, access: 'write' },
      { kind: 'environment', name: 'GREETING', value: 'hello' },
    ])
    expect((await cli.run(['list'])).out).toMatch(/^time +off +idle +1 folder, 1 value +0/m)
    expect(await cli.run(['revoke', 'time', 'env', 'GREETING'])).toMatchObject({ code: 0, err: '' })
    expect((await cli.run(['revoke', 'time', 'env', 'GREETING'])).err).toMatch(
      /^time has no such grant: env GREETING\./,
    )
    expect((await cli.run(['revoke', 'time', '--all'])).out).toContain(notes)
    expect(await grants()).toEqual([])
  })

  test.each([
    [['dir', '.'], /Belljar's own/],
    [['dir', '.ssh'], /keys[^]*Nobody can be asked here, so nothing was granted\.\n.*--yes/],
    [['dir', 'no-such-folder'], /no-such-folder/],
    [['dir', 'notes::/etc'], /::/],
    [['dir', 'notes', '/a::b'], /::/],
    [['dir', 'home with blank', '--yes'], /Belljar/],
    [['env', 'LD_PRELOAD=/tmp/evil.so', '--yes'], /LD_PRELOAD steers/],
    [['env', 'Ld_Preload', '--yes'], /steers/],
    [['env', 'BELLJAR_EGRESS=x', '--yes'], /steers/],
    [['host', 'api.example.com'], /does not import wasi:http/],
    [['secret', 'NOT_THERE'], /NOT_THERE/],
  ])('%j is refused with a sentence', async (words, sentence) => {
    const done = await cli.run(['grant', 'time', ...words])
    expect(done).toMatchObject({ code: 1, out: '' })
    expect(done.err).toMatch(sentence)
    expect(done.err).not.toMatch(stack)
    expect(await grants()).toEqual([])
  })

  test('what asks once more is granted with --yes, and says why it asked', async () => {
    const done = await cli.run(['grant', 'time', 'dir', '~/.ssh', '/keys', '--yes'])
    expect(done).toMatchObject({ code: 0, err: expect.stringMatching(/holds keys/) as string })
    expect(await grants()).toMatchObject([{ hostPath: keys, guestPath: '/keys', access: 'read' }])
    expect((await cli.run(['revoke', 'time', 'dir', '/keys'])).code).toBe(0)
  })

  test('limits', async () => {
    expect((await cli.run(['limit', 'time', 'memory=64MB', 'call=5s'])).out).toMatch(/^memory=64MB call=5s start=10s/)
    expect(await cli.json('limit', 'time')).toMatchObject({ memoryBytes: 67_108_864, callMs: 5000 })
    expect((await cli.run(['limit', 'time', 'memory=256MB', 'call=50s'])).code).toBe(0)
  })

  test('a policy file grants what may be granted, and everything else in it is said', async () => {
    const file = path.join(cli.folder, 'policy.yaml')
    writeFileSync(
      file,
      `version: "1.0"
permissions:
  storage: {allow: [{uri: "fs://${notes}/**", access: [read]}, {uri: "fs:///x::/etc/**", access: [read]}, {uri: "fs://here/**", access: [read]}]}
  environment: {allow: [{key: LANG}, {key: LD_PRELOAD}]}
resources: {limits: {memory: 64Mi, cpu: 500m}}
runtime: {docker: {}}
`,
    )
    const done = await cli.run(['grant', 'time', '--policy', 'policy.yaml'])
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('memory=64MB') as string })
    for (const said of [/Refused: .*LD_PRELOAD/, /Refused: .*::/, /here.*relative/, /cpu/, /runtime/])
      expect(done.err).toMatch(said)
    expect(await grants()).toEqual([
      { kind: 'directory', hostPath: notes, guestPath: notes, access: 'read' },
      { kind: 'pass-through', name: 'LANG' },
    ])
    expect((await cli.run(['grant', 'time', 'env', 'MORE=value'])).code).toBe(0)
    const written = await cli.run(['grants', 'time', '--policy'])
    expect(written.err).toMatch(/^Get the variable MORE: the file cannot hold values/)
    expect((await cli.run(['revoke', 'time', '--all'])).code).toBe(0)
    writeFileSync(file, written.out)
    expect((await cli.run(['grant', 'time', '--policy', file])).code).toBe(0)
    expect(await grants()).toHaveLength(2)
    writeFileSync(file, 'version: "1.0"\npermissions: {environment: {allow: [{key: LD_PRELOAD}]}}')
    expect((await cli.run(['grant', 'time', '--policy', file])).err).toMatch(
      /LD_PRELOAD[^]*nothing that can be granted/,
    )
    expect((await cli.run(['revoke', 'time', '--all'])).code).toBe(0)
  })
})

describe('a secret', () => {
  const cli = new CliHome()
  const canary = 'canary "v\u00e4lue" 1234/+?='
  beforeAll(() => cli.serve())
  afterAll(() => cli.remove())

  const withInput = (words: string[], text: string): Promise<Done> => {
    const child = cli.start(words)
    child.stdin.end(text)
    return ended(child)
  }

  test('comes from stdin only, is granted, and lies nowhere in the clear', async () => {
    const argument = await cli.run(['secret', 'set', 'API', 'value'])
    expect(argument).toMatchObject({ code: 2, err: expect.stringMatching(/never an argument.*stdin/s) as string })
    expect((await cli.run(['secret', 'set', 'API'])).code).toBe(2)
    expect((await withInput(['secret', 'set', 'no good'], canary)).code).toBe(1)
    const set = await withInput(['secret', 'set', 'API'], `${canary}\n`)
    expect(set).toMatchObject({
      code: 0,
      err: expect.stringMatching(/encrypted file with its key beside it/) as string,
    })
    expect((await cli.run(['grant', 'time', 'secret', 'API', '--as', 'TOKEN'])).code).toBe(0)
    expect((await cli.run(['enable', 'time'])).code).toBe(0)
    const called = await cli.run(['call', 'time', 'get_current_time', '--args', JSON.stringify({ timezone: canary })])
    expect(called.code).toBe(1)

    const list = await cli.run(['secret', 'list'])
    expect(list.out).toMatch(/^API +•+ +\S+ +time$/m)
    expect(JSON.stringify(await cli.json('secret', 'list'))).not.toContain('canary')
    for (const said of [
      set,
      list,
      await cli.run(['grants', 'time']),
      await cli.run(['calls']),
      await cli.run(['logs']),
    ])
      expect(said.out + said.err).not.toContain('canary')
    expect(commandLines().filter((line) => line.includes('canary'))).toEqual([])

    // Ended, so that everything is written.
    await cli.run(['quit'])
    expect(filesWith(cli.folder, formsOf(canary))).toEqual([])
    expect(existsSync(path.join(cli.home, 'secrets.bin'))).toBe(true)
  })

  test('that is removed is said to be missed', async () => {
    const removed = await cli.run(['secret', 'remove', 'API'])
    expect(removed).toMatchObject({ code: 0, out: expect.stringMatching(/still granted to time/) as string })
    expect((await cli.run(['secret', 'remove', 'API'])).err).toMatch(/There is no secret API/)
  })
})

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  return [
    ...[value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), 'canary'],
    ...[bytes.toString('base64').replaceAll('=', ''), bytes.toString('base64url'), bytes.toString('hex')],
  ]
}

/** Files in which one of the texts stands, in UTF-8 or UTF-16. */
function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return texts.some((text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')))
    })
}

/** Of every process that can be seen. */
function commandLines(): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(path.join('/proc', pid, 'cmdline'), 'utf8')]
      } catch {
        return []
      }
    })
}
