import { describe, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import { planGrant } from './plan-grant.ts'
import { looksSecret } from './plan-values.ts'
import { contextFor } from './testing.ts'

const value = (name: string, text = 'x'): Grant => ({ kind: 'environment', name, value: text })
const passThrough = (name: string): Grant => ({ kind: 'pass-through', name })
const secret = (as: 'environment' | 'config', name: string): Grant => ({ kind: 'secret', secret: 'openai', as, name })
const bare = contextFor({ imports: [], secrets: ['openai'] })

describe('a variable', () => {
  const steering = [
    'LD_PRELOAD',
    'ld_preload',
    'Ld_Audit',
    'DYLD_INSERT_LIBRARIES',
    'RUST_LOG',
    'WASMTIME_BACKTRACE_DETAILS',
  ]
  const more = [
    'BELLJAR_CHANNEL',
    'PATH',
    'Path',
    'GLIBC_TUNABLES',
    'MALLOC_CONF',
    'RAYON_NUM_THREADS',
    'TOKIO_X',
    'XDG_CONFIG_HOME',
  ]
  it.each([...steering, ...more, 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'TMPDIR'])(
    '%s is never given: it steers what runs the server',
    async (name) => {
      for (const grant of [value(name), passThrough(name), secret('environment', name)])
        await expect(planGrant(contextFor({ secrets: ['openai'] }), grant)).rejects.toThrow('steers the program')
    },
  )

  it.each(['', 'A=B', '1A', 'A B', 'A\n', 'Ä', 'A\0', 'LD_PRELOAD=x'])('%j is no name', async (name) => {
    for (const grant of [value(name), passThrough(name), secret('environment', name)])
      await expect(planGrant(contextFor({ secrets: ['openai'] }), grant)).rejects.toThrow('cannot be the name')
  })

  it('can be given, and says when it would be better as a secret', async () => {
    expect(await planGrant(contextFor(), value('LANG', 'de'))).toMatchObject({
      grant: value('LANG', 'de'),
      warnings: [],
    })
    expect((await planGrant(contextFor(), value('OPENAI_API_KEY'))).warnings[0]).toContain('looks like a secret')
    await expect(planGrant(contextFor(), value('A', 'geheim\0x'))).rejects.toThrow('zero byte')
    await expect(planGrant(contextFor(), value('A', 'geheim\0x'))).rejects.not.toThrow('geheim')
  })

  it('can be passed through, and says when it is not set', async () => {
    const context = contextFor({ env: { LANG: 'de', MY_TOKEN: 'x' } })
    expect((await planGrant(context, passThrough('LANG'))).warnings).toEqual([])
    expect((await planGrant(context, passThrough('LANGUAGE'))).warnings[0]).toContain('is not set')
    expect((await planGrant(context, passThrough('MY_TOKEN'))).warnings[0]).toContain('looks like a secret')
  })

  it('takes the place of one of its name, whatever kind that is', async () => {
    const context = contextFor({ grants: [value('A')], env: { A: 'x' } })
    expect((await planGrant(context, passThrough('A'))).replaces).toEqual(value('A'))
  })
})

describe('what a server does not import', () => {
  it.each([
    [{ kind: 'config', key: 'a', value: 'b' }, 'wasi:config/store'],
    [secret('config', 'a'), 'wasi:config/store'],
    [{ kind: 'keyvalue', quotaBytes: 4096 }, 'wasi:keyvalue/store'],
    [{ kind: 'host', pattern: 'https://a.example', private: false }, 'wasi:http/outgoing-handler'],
  ] as [Grant, string][])('refuses %j and names %s', async (grant, name) => {
    await expect(planGrant(bare, grant)).rejects.toThrow(`does not import ${name}`)
    const core = {
      ...bare,
      server: { ...bare.server, format: 'core module' as const, imports: [`wasi_snapshot_preview1.fd_read`] },
    }
    await expect(planGrant(core, grant)).rejects.toThrow(`does not import ${name}`)
  })

  it('says that a variable has no effect', async () => {
    expect((await planGrant(bare, value('A'))).warnings[0]).toContain('wasi:cli/environment')
    const core = { ...bare, server: { ...bare.server, format: 'core module' as const } }
    expect((await planGrant(core, value('A'))).warnings).toEqual([])
  })
})

describe('a secret', () => {
  it('must be in the store', async () => {
    await expect(planGrant(contextFor(), secret('environment', 'KEY'))).rejects.toThrow('no secret "openai"')
    const plan = await planGrant(contextFor({ secrets: ['openai'] }), secret('environment', 'KEY'))
    expect(plan).toMatchObject({ grant: secret('environment', 'KEY'), warnings: [] })
  })
  it('can be a configuration value under any printable key', async () => {
    const context = contextFor({ secrets: ['openai'] })
    expect((await planGrant(context, secret('config', 'LD_PRELOAD'))).grant).toEqual(secret('config', 'LD_PRELOAD'))
    await expect(planGrant(context, secret('config', 'a\nb'))).rejects.toThrow('control character')
  })
})

it('knows what looks like a secret', () => {
  for (const name of ['OPENAI_API_KEY', 'TOKEN', 'db-password', 'client_secret', 'GITHUB_TOKEN', 'apikey', 'DB_PASSWD'])
    expect([name, looksSecret(name)]).toEqual([name, true])
  for (const name of ['KEYBOARD', 'MONKEY', 'LANG', 'AUTHOR', 'TOKENIZER', 'HOME'])
    expect([name, looksSecret(name)]).toEqual([name, false])
})
