import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { socketOf } from '../core/secrets/session-bus.ts'
import { ownsName } from './bus-name.ts'
import { hasTray } from './has-tray.ts'

let bus: ChildProcess | undefined
afterEach(() => void bus?.kill())

const daemon = '/usr/bin/dbus-daemon'

test.skipIf(!existsSync(daemon))('a real bus says who is there', async () => {
  bus = spawn(daemon, ['--session', '--nofork', '--print-address'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const address = await new Promise<string>((resolve) => {
    if (bus?.stdout) createInterface(bus.stdout).once('line', resolve)
  })
  const socket = socketOf({ DBUS_SESSION_BUS_ADDRESS: address })
  expect(socket).toBeDefined()
  expect(await ownsName(socket ?? '', 'org.freedesktop.DBus')).toBe(true)
  expect(await ownsName(socket ?? '', 'org.kde.StatusNotifierWatcher')).toBe(false)
  if (process.platform === 'linux') expect(await hasTray({ DBUS_SESSION_BUS_ADDRESS: address })).toBe(false)
})

test('no bus, no tray on Linux; the person decides where it cannot be found out', async () => {
  expect(await ownsName('/nowhere/bus', 'org.freedesktop.DBus')).toBe(false)
  expect(await hasTray({ BELLJAR_TRAY: 'on' })).toBe(true)
  expect(await hasTray({ BELLJAR_TRAY: 'off' })).toBe(false)
  if (process.platform === 'linux') expect(await hasTray({ DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' })).toBe(false)
})
