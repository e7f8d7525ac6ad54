import { describe, expect, it } from 'vitest'
import { calls } from '../../shared/contract.ts'
import { defaultLimits, type AppSettings } from '../../shared/domain.ts'
import { settingWords, wordOf } from './setting-words.ts'

const now: AppSettings = {
  ...{ confirmCli: false, theme: 'system', limits: defaultLimits, probe: true, notify: true, closeToTray: true },
  ...{ retention: { days: 30, bytes: 1_000_000_000 }, autostart: null, editor: 'none' },
}

describe('settings on the command line', () => {
  it.each<[string, string[], object, string]>([
    ['confirm-cli', ['on'], { confirmCli: true }, 'off'],
    ['theme', ['dark'], { theme: 'dark' }, 'system'],
    ['limits', ['memory=64MB', 'call=5s'], { limits: { memoryBytes: 64 * 1024 ** 2, callMs: 5000 } }, 'memory=256MB'],
    ['keep-days', ['7'], { retention: { days: 7, bytes: 1_000_000_000 } }, '30'],
    ['keep-size', ['200MB'], { retention: { days: 30, bytes: 200_000_000 } }, '1000MB'],
    ['autostart', ['off'], { autostart: false }, 'cannot be set here'],
    ['editor', ['zed'], { editor: 'zed' }, 'none'],
  ])('%s %j', (name, values, given, said) => {
    const word = wordOf(name)
    expect(word.read(values, now)).toEqual(given)
    expect(calls['settings.set'].input.safeParse(word.read(values, now)).success).toBe(true)
    expect(word.say(now)).toContain(said)
  })

  it.each([
    ['theme', ['pink'], 'theme can be system, light or dark.'],
    ['probe', ['on', 'off'], 'probe can be on or off.'],
    ['keep-days', ['0'], 'keep-days can be 1 to 3650.'],
    ['keep-size', ['1MB'], 'keep-size can be 10MB to 1024GB.'],
    ['limits', ['speed=9'], '"speed=9" is no limit.'],
  ])('%s %j is refused in a sentence', (name, values, said) => {
    expect(() => wordOf(name).read(values, now)).toThrow(said)
  })

  it('has a word for every setting, and says which there are', () => {
    const samples: Record<string, string[]> = { limits: ['calls=2'], 'keep-days': ['3'], 'keep-size': ['50MB'] }
    const keys = Object.entries(settingWords).flatMap(([name, { values, read }]) =>
      Object.keys(read(samples[name] ?? [values.split(', ')[0] ?? ''], now)),
    )
    expect([...new Set(keys)].sort()).toEqual(Object.keys(now).sort())
    expect(() => wordOf('toString')).toThrow('There is no setting toString. There are: confirm-cli, theme')
  })
})
