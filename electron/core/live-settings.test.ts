import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultLimits, type AppSettings } from '../../shared/domain.ts'
import { LiveSettings, type Autostart } from './live-settings.ts'
import { openSettings } from './settings.ts'

let home: string
let told: AppSettings[]
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'belljar-live-settings-'))
  told = []
})
afterEach(() => rm(home, { recursive: true, force: true }))

async function open(autostart?: Autostart): Promise<LiveSettings> {
  const file = await openSettings({ home }, () => undefined)
  const audience = { tell: (_name: string, data: unknown) => void told.push(data as AppSettings) }
  const live = new LiveSettings({ file, audience, autostart })
  await live.refresh()
  return live
}

it('sets what is given, tells everybody, and keeps it', async () => {
  const live = await open()
  const heard: string[] = []
  live.onChange(({ theme }) => heard.push(theme))
  await live.set({ theme: 'dark', probe: false })
  expect(told).toHaveLength(1)
  expect(told[0]).toMatchObject({ theme: 'dark', probe: false, notify: true })
  expect(heard).toEqual(['dark'])
  expect((await open()).value).toMatchObject({ theme: 'dark', probe: false, notify: true })
})

it('keeps only the limits that differ, so that others follow a newer Belljar', async () => {
  const live = await open()
  await live.set({ limits: { callMs: 1000, calls: defaultLimits.calls } })
  expect(live.value.limits).toEqual({ ...defaultLimits, callMs: 1000 })
  expect((await openSettings({ home }, () => undefined)).value.limits).toEqual({ callMs: 1000 })
  await live.set({ limits: { callMs: defaultLimits.callMs } })
  expect((await openSettings({ home }, () => undefined)).value.limits).toEqual({})
})

it('asks the system whether Belljar starts with it, and says where that cannot be', async () => {
  const none = await open()
  expect(none.value.autostart).toBeNull()
  await expect(none.set({ autostart: true, theme: 'dark' })).rejects.toMatchObject({ problem: { code: 'unavailable' } })
  expect(none.value.theme).toBe('system')
  let on = false
  const live = await open({ get: () => on, set: async (wanted) => void (on = wanted) })
  expect(live.value.autostart).toBe(false)
  await live.set({ autostart: true })
  expect(live.value.autostart).toBe(true)
  on = false
  expect((await live.refresh()).autostart).toBe(false)
})
