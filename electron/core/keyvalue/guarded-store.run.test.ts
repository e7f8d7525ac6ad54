import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import { keeper } from '../../../wasm/guards/test/keeper.ts'
import { welded } from '../../../wasm/guards/test/welded.ts'
import type { Asked } from '../denials/asked.ts'
import { Egress } from '../egress/egress.ts'
import { KeyValueStores } from './key-value-stores.ts'

let code: string
beforeAll(async () => {
  code = await welded('keeper', ['keyvalue', 'config'], [])
}, 120_000)

async function host(folder = mkdtempSync(path.join(tmpdir(), 'belljar-keyvalue-'))) {
  const keyvalue = KeyValueStores.open(folder)
  const egress = await Egress.open({ keyvalue })
  const asked: Asked[] = []
  const close = async () => {
    await egress.close()
    keyvalue.close()
  }
  return {
    folder,
    asked,
    close,
    guest(grants: Grant[]) {
      const report = (what: Asked) => void asked.push(what)
      const { token } = egress.admit({ server: 'keeper', grants, report, requesting: () => () => undefined })
      return keeper(code, { env: { BELLJAR_EGRESS: `${egress.address}/${token}` } })
    },
  }
}

const granted: Grant[] = [{ kind: 'keyvalue', quotaBytes: 65_536 }]

describe('the store of a server', () => {
  it('does every operation of the guard, and is there again after the host', async () => {
    const first = await host()
    const { ask } = first.guest(granted)
    expect(await ask('set', { key: 'a', value: 'é\n' })).toBeNull()
    expect(await ask('get', { key: 'a' })).toBe('é\n')
    expect(await ask('exists', { key: 'b' })).toBe(false)
    expect(await ask('swap', { key: 's', value: 'first' })).toEqual({ before: null, seen: 'first', retried: true })
    expect(await ask('set-many', { keys: ['x', 'y'], value: '' })).toBeNull()
    expect(await ask('get-many', { keys: ['x', 'z'] })).toEqual([
      ['x', ''],
      ['z', null],
    ])
    expect(await ask('delete-many', { keys: ['x', 'z'] })).toBeNull()
    expect(await ask('list-keys')).toEqual({ keys: ['a', 's', 'y'], cursor: null })
    expect(await ask('increment', { key: 'a' })).toMatchObject({ refused: expect.stringMatching(/^other: ./) })
    expect(await ask('set', { key: 'big', value: 'x'.repeat(70_000) })).toMatchObject({
      refused: expect.stringMatching(/^other: ./),
    })
    expect(first.asked).toContainEqual({ kind: 'keyvalue', why: 'quota' })
    await first.close()
    const second = await host(first.folder)
    onTestFinished(second.close)
    expect(await second.guest(granted).ask('get', { key: 'a' })).toBe('é\n')
  })

  it('counts for two sessions at once', async () => {
    const one = await host()
    onTestFinished(one.close)
    const sessions = [one.guest(granted), one.guest(granted)]
    await Promise.all(sessions.map(({ ask }) => ask('increment', { key: 'n', times: 1000 })))
    expect(await sessions[0]?.ask('get', { key: 'n' })).toBe('2000')
  }, 60_000)

  it('is denied and reported where it is not granted', async () => {
    const one = await host()
    onTestFinished(one.close)
    expect(await one.guest([]).ask('get', { key: 'a' })).toEqual({ refused: 'access-denied' })
    expect(one.asked).toEqual([{ kind: 'keyvalue', why: 'not-granted' }])
  })
})
