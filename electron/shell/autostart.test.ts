import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { linuxAutostart, quoted } from './autostart.ts'

let config: string
beforeEach(() => {
  config = mkdtempSync(path.join(tmpdir(), 'autostart-'))
})
afterEach(() => rmSync(config, { recursive: true }))

test('an entry for the login is written and taken away again', async () => {
  const autostart = linuxAutostart(['/opt/Bell jar/belljar', '--hidden'], { XDG_CONFIG_HOME: config })
  expect(autostart?.get()).toBe(false)
  await autostart?.set(true)
  expect(autostart?.get()).toBe(true)
  const file = path.join(config, 'autostart', 'belljar.desktop')
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Bell jar/belljar" "--hidden"\n')
  expect(linuxAutostart(['/another'], { XDG_CONFIG_HOME: config })?.get()).toBe(false)
  await autostart?.set(false)
  await autostart?.set(false)
  expect(autostart?.get()).toBe(false)
})

test('one that the desktop has switched off does not count as on', async () => {
  const autostart = linuxAutostart(['/belljar'], { XDG_CONFIG_HOME: config })
  await autostart?.set(true)
  const file = path.join(config, 'autostart', 'belljar.desktop')
  writeFileSync(file, `${readFileSync(file, 'utf8')}Hidden=true\n`)
  expect(autostart?.get()).toBe(false)
})

test('without a folder of the person there is none, and one that cannot be written says so', async () => {
  expect(linuxAutostart(['/belljar'], {})).toBeUndefined()
  expect(linuxAutostart(['/belljar'], { XDG_CONFIG_HOME: 'relative' })).toBeUndefined()
  expect(linuxAutostart(['/bell\nExec=evil'], { XDG_CONFIG_HOME: config })).toBeUndefined()
  writeFileSync(path.join(config, 'autostart'), 'a file in its place')
  await expect(linuxAutostart(['/belljar'], { XDG_CONFIG_HOME: config })?.set(true)).rejects.toThrow(
    'cannot be written',
  )
})

test('what a shell or a desktop would read as something else is quoted', () => {
  expect(quoted('a b')).toBe('"a b"')
  expect(quoted('100%')).toBe('"100%%"')
  expect(quoted('a"$b`c\\d')).toBe('"a\\\\"\\\\$b\\\\`c\\\\\\\\d"')
})
