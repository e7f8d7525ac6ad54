import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture, type FixtureName } from '../../wasm/fixtures/fixture.ts'
import { CliHome } from './testing/run-cli.ts'

/** The file, and what its one sentence has to say. */
const refused: [FixtureName, RegExp][] = [
  ['plain-text', /no WebAssembly|not WebAssembly/i],
  ['empty', /empty/i],
  ['wat-text', /text/i],
  ['truncated', /cut|truncated|incomplete|ends/i],
  ['truncated-component', /cut|truncated|incomplete|ends/i],
  ['library-component', /component|library|run/i],
  ['reactor', /./],
  ['foreign-imports', /./],
  ['garbage', /./],
  ['deaf', /./],
  ['exit-0', /exit|ended/i],
  ['exit-3', /3/],
  ['traps-at-start', /trap|unreachable/i],
  ['spins-at-start', /./],
]

/** One sentence, one hint, and nothing that a programmer would read. */
const twoLines = /^[^\n]+[.!]\n[^\n]+\.\n$/

describe('a file that cannot be a server', () => {
  const cli = new CliHome()
  beforeAll(() => cli.serve())
  afterAll(() => cli.remove())

  // Side by side, as three of them are waited for during the whole start limit.
  test.concurrent.each(refused)('%s gets a sentence and a hint in time', async (name, says) => {
    const started = performance.now()
    const done = await cli.run(['add', await fixture(name), '--yes'])
    expect(done).toMatchObject({ code: 1, out: '' })
    expect(done.err).toMatch(twoLines)
    expect(done.err).toMatch(says)
    expect(done.err).not.toMatch(/ {4}at |node:|undefined|\[object/)
    // The start limit is 10 s, only a few start at a time, and a machine under load comes on top.
    expect(performance.now() - started).toBeLessThan(45_000)
  })

  test('of all these nothing is left', async () => {
    const servers = (await cli.json('list')) as { id: string; bundled: boolean }[]
    expect(servers.filter(({ bundled }) => !bundled)).toEqual([])
  })

  test('inspect shows what was recognised, and that it cannot be added', async () => {
    const done = await cli.run(['inspect', await fixture('wat-text')])
    expect(done.code).toBe(1)
    expect(done.out).toMatch(/^SHA-256 +[0-9a-f]{64}$/m)
    expect(done.err).toMatch(twoLines)
    const good = await cli.run(['inspect', await fixture('fixture-server-p1')])
    expect(good).toMatchObject({ code: 0, err: '' })
    expect(good.out).toMatch(/^Kind +stdio$/m)
    const asJson = await cli.run(['inspect', await fixture('plain-text'), '--json'])
    expect(asJson.code).toBe(1)
    expect(JSON.parse(asJson.out)).toMatchObject({ kind: null, format: 'other', problem: { code: 'bad-request' } })
  })

  test.each([
    [['inspect', 'not-there.wasm'], /no such file/i],
    [['add', '.', '--yes'], /folder/i],
    [['add', 'NAMED', '--yes', '--name', 'No Name!'], /name/],
    [['enable', 'nobody'], /There is no server nobody/],
    [['enable', 'time', 'nothing'], /time has no tool nothing/],
    [['remove', 'nobody'], /There is no server nobody/],
    [['call', 'time', 'nothing'], /time has no tool nothing/],
    [['config', 'nothing'], /There is no client nothing/],
  ])('%j', async (words, sentence) => {
    const file = await fixture('fixture-server-p1')
    const done = await cli.run(words.map((word) => (word === 'NAMED' ? file : word)))
    expect(done).toMatchObject({ code: 1, out: '' })
    expect(done.err).toMatch(sentence)
    expect(done.err).toMatch(twoLines)
  })

  test('without anybody to ask nothing is installed, with --yes it is, and remove takes it away', async () => {
    const file = await fixture('fixture-server-p1')
    const asked = await cli.run(['add', file])
    expect(asked).toMatchObject({ code: 1, out: '' })
    expect(asked.err).toMatch(/^Granted +nothing/m)
    expect(asked.err).toMatch(/Nobody can be asked here, so nothing was installed\./)
    const added = await cli.run(['add', file, '--yes', '--name', 'mine'])
    expect(added).toMatchObject({ code: 0, err: '' })
    expect(added.out).toMatch(/^mine is off, with \d+ tools\.\nbelljar enable mine switches it on\.\n$/)

    const trapped = await cli.run(['call', 'mine', 'trap'])
    expect(trapped).toMatchObject({ code: 1, out: '' })
    expect(trapped.err).toMatch(/trapped/)
    const traps = await cli.run(['traps', '--server', 'mine'])
    expect(traps.out).toMatch(/mine\/trap +unreachable/)
    expect(traps.out).toMatch(/^ {2}0 {2}.*inner_fault/m)
    expect(await cli.json('remove', 'mine')).toEqual({ removed: 'mine' })
    expect(await cli.json('traps')).toEqual([])
  })
})

describe('a data directory that is none', () => {
  const cli = new CliHome()
  afterAll(() => cli.remove())

  test('is said', async () => {
    const file = path.join(cli.folder, 'a file')
    writeFileSync(file, 'mine')
    const done = await cli.run(['list', '--home', file])
    expect(done).toMatchObject({ code: 1, out: '' })
    expect(done.err).toMatch(twoLines)
    expect(done.err).toContain(file)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})
