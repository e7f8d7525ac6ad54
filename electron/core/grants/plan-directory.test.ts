import { mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import { planGrant, planGrants } from './plan-grant.ts'
import { contextFor } from './testing.ts'

let root: string
beforeEach(async () => (root = await realpath(await mkdtemp(path.join(tmpdir(), 'belljar-grant-')))))
afterEach(() => rm(root, { recursive: true, force: true }))

const at = (...parts: string[]) => path.join(root, ...parts)
const make = async (...parts: string[]) => {
  await mkdir(at(...parts), { recursive: true })
  return at(...parts)
}
const folder = (hostPath: string, access: 'read' | 'write' = 'read', guestPath = hostPath): Grant => ({
  kind: 'directory',
  hostPath,
  guestPath,
  access,
})
const refusal = (context: Parameters<typeof planGrant>[0], grant: Grant) =>
  planGrant(context, grant).then(
    (plan) => {
      throw new Error(`it was not refused: ${plan.sentence}`)
    },
    (error: { problem: { message: string; hint: string } }) => error.problem.message,
  )

describe('a folder', () => {
  it('is taken as it is, and can be replaced', async () => {
    const data = await make('data')
    const plan = await planGrant(contextFor(), folder(`${data}/`))
    expect(plan).toEqual({
      grant: folder(data),
      sentence: `Read ${data} and everything in it`,
      held: expect.stringContaining('read-only'),
      warnings: [],
    })
    const again = await planGrant(contextFor({ grants: [folder(data)] }), folder(data, 'write'))
    expect(again.replaces).toEqual(folder(data))
    expect((await planGrant(contextFor({ grants: [folder(data)] }), folder(data))).replaces).toBeUndefined()
  })

  it('is where its links lead, seen as it was written, and that is said', async () => {
    const data = await make('data')
    await symlink(data, at('link'))
    const plan = await planGrant(contextFor(), folder(at('link')))
    expect(plan.grant).toEqual(folder(data, 'read', at('link')))
    expect(plan.warnings).toEqual([`${at('link')} leads through a link: what is granted is ${data}.`])
  })

  it('may be written from home on', async () => {
    const data = await make('data')
    const plan = await planGrant(contextFor({ env: { HOME: root } }), folder('~/data', 'read', '~/data'))
    expect(plan.grant).toEqual(folder(data))
  })

  it('is never made, and must be one', async () => {
    expect(await refusal(contextFor(), folder(at('missing')))).toBe(`There is no folder ${at('missing')}.`)
    await expect(stat(at('missing'))).rejects.toThrow()
    await writeFile(at('file'), '')
    expect(await refusal(contextFor(), folder(at('file')))).toBe(`${at('file')} is not a folder.`)
    expect(await refusal(contextFor(), folder(at('file', 'x')))).toBe(`There is no folder ${at('file', 'x')}.`)
    await symlink(at('nowhere'), at('dangling'))
    expect(await refusal(contextFor(), folder(at('dangling')))).toContain('There is no folder')
    await symlink(at('loop'), at('loop'))
    expect(await refusal(contextFor(), folder(at('loop')))).toContain('cannot be opened')
  })

  it('with "::" in its name is refused, also at the end of a link', async () => {
    const evil = await make('data::', 'etc')
    expect(await refusal(contextFor(), folder(evil))).toContain('"::"')
    expect(await refusal(contextFor(), folder(await make('data'), 'read', '/a::/b'))).toContain('"::"')
    await symlink(evil, at('link'))
    expect(await refusal(contextFor(), folder(at('link')))).toContain('"::"')
    await symlink(await make('a\nb'), at('line'))
    expect(await refusal(contextFor(), folder(at('line')))).toContain('control character')
  })

  it('below one that another server may write in is asked about, and so is the other way round', async () => {
    const [outer, inner] = [await make('outer'), await make('outer', 'inner')]
    await make('outer-not')
    const ask = async (grant: Grant, others: Grant[]) =>
      (await planGrant({ ...contextFor(), others: [{ name: 'other', grants: others }] }, grant)).ask
    expect(await ask(folder(inner), [folder(outer, 'write')])).toContain('The server other may write')
    expect(await ask(folder(outer, 'write'), [folder(inner)])).toContain('this server could put another')
    expect(await ask(folder(inner), [folder(outer)])).toBeUndefined()
    expect(await ask(folder(outer), [folder(inner, 'write')])).toBeUndefined()
    expect(await ask(folder(outer), [folder(outer, 'write')])).toBeUndefined()
    expect(await ask(folder(at('outer-not')), [folder(outer, 'write')])).toBeUndefined()
  })

  it('that is, contains or lies inside a folder of Belljar is refused, by whatever way', async () => {
    const own = await make('belljar', 'home')
    await make('belljar', 'home', 'wasm')
    await make('belljar', 'home-evil')
    await symlink(at('belljar'), at('way'))
    const context = contextFor({ own: [own, at('belljar', 'not-made-yet')] })
    for (const bad of [own, at('belljar'), at('belljar', 'home', 'wasm'), root, '/', at('way'), at('way', 'home')])
      expect(await refusal(context, folder(bad, 'read', '/x'))).toContain("Belljar's own")
    expect((await planGrant(context, folder(at('belljar', 'home-evil')))).ask).toBeUndefined()
    // Belljar's own folder, named by a link.
    const linked = contextFor({ own: [at('way', 'home')] })
    expect(await refusal(linked, folder(own))).toContain("Belljar's own")
  })

  it('that is or contains one that has not been made yet is refused', async () => {
    await make('cache')
    const context = contextFor({ own: [at('cache', 'belljar', 'x')] })
    expect(await refusal(context, folder(at('cache')))).toContain("Belljar's own")
  })

  it.runIf(process.platform === 'linux')('of the kernel is refused: it shows what children hold', async () => {
    for (const bad of ['/proc', '/proc/self', '/sys', '/dev', '/'])
      expect(await refusal(contextFor(), folder(bad, 'read', '/x'))).toMatch(/shows running programs and devices/)
  })

  it('asks for home, what contains it, and where settings and keys are', async () => {
    const home = await make('home', 'ann')
    await make('home', 'ann', '.ssh', 'old')
    await make('home', 'ann', '.config', 'Claude')
    await make('home', 'ann', 'work')
    const context = contextFor({ env: { HOME: home } })
    const ask = async (grant: string) => (await planGrant(context, folder(grant))).ask
    expect(await ask(home)).toContain('is your home folder')
    expect(await ask(at('home'))).toContain('contains your home folder')
    expect(await ask(at('home', 'ann', '.ssh'))).toContain('holds keys')
    expect(await ask(at('home', 'ann', '.ssh', 'old'))).toContain('lies inside')
    expect(await ask(at('home', 'ann', '.config', 'Claude'))).toContain('.config')
    expect(await ask(at('home', 'ann', 'work'))).toBeUndefined()
    const moved = contextFor({ env: { HOME: home, XDG_CONFIG_HOME: at('settings') } })
    await make('settings', 'Claude')
    expect((await planGrant(moved, folder(at('settings', 'Claude')))).ask).toContain('settings')
  })

  it('that may be written says which files in it other programs run', async () => {
    const data = await make('data')
    expect((await planGrant(contextFor(), folder(data, 'write'))).warnings).toEqual([
      expect.stringContaining('.git/hooks, .vscode or .envrc'),
    ])
    await make('data', '.git', 'hooks')
    await writeFile(at('data', 'package.json'), '{}')
    await symlink(at('nowhere'), at('data', '.envrc'))
    expect((await planGrant(contextFor(), folder(data, 'write'))).warnings).toEqual([
      'Other programs run files in it outside the sandbox, and the server could change them: .git/hooks, .envrc, package.json (its scripts).',
    ])
  })

  it('says so when the server cannot open files at all', async () => {
    const data = await make('data')
    expect((await planGrant(contextFor({ imports: [] }), folder(data))).warnings[0]).toContain('wasi:filesystem')
  })
})

describe('two folders of one server', () => {
  it.each([
    ['/a', 'write', '/a/b', 'read', true],
    ['/a/b', 'read', '/a', 'write', true],
    ['/a', 'read', '/a/b', 'write', false],
    ['/a/b', 'write', '/a', 'read', false],
    ['/a', 'write', '/a', 'read', true],
    ['/a', 'read', '/a', 'write', true],
    ['/a', 'write', '/a-evil', 'read', false],
    ['/a', 'write', '/a/b', 'write', true],
    ['/a/b', 'write', '/a', 'write', true],
    ['/a', 'write', '/a', 'write', false],
    ['/a', 'read', '/a/b', 'read', false],
  ] as const)('%s for %s, then %s for %s', async (first, firstAccess, second, secondAccess, refused) => {
    await make(first)
    await make(second)
    const context = contextFor({ grants: [folder(at(first), firstAccess, '/one')] })
    const plan = planGrant(context, folder(at(second), secondAccess, '/two'))
    const why = firstAccess === secondAccess ? 'could put another folder in its place' : 'cannot be read-only while'
    if (refused) await expect(plan).rejects.toThrow(why)
    else expect((await plan).grant).toMatchObject({ hostPath: at(second) })
  })

  it('are compared by where they lead', async () => {
    await make('a', 'b')
    await symlink(at('a', 'b'), at('link'))
    const context = contextFor({ grants: [folder(at('a'), 'write')] })
    expect(await refusal(context, folder(at('link')))).toContain('cannot be read-only while')
  })

  it('given together are held against each other', async () => {
    await make('a', 'b')
    await expect(planGrants(contextFor(), [folder(at('a', 'b')), folder(at('a'), 'write')])).rejects.toThrow(
      'read-only',
    )
    // The second takes the place of the first.
    const plans = await planGrants(contextFor(), [folder(at('a'), 'read', '/x'), folder(at('a'), 'write', '/x')])
    expect(plans[1]?.replaces).toEqual(folder(at('a'), 'read', '/x'))
  })
})
