import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fit } from './bounds.ts'
import { ShellState } from './shell-state.ts'

const screen = { x: 0, y: 0, width: 1440, height: 900 }
const left = { x: -1920, y: 0, width: 1920, height: 1080 }
const least = { width: 640, height: 400 }
const kept = { x: 100, y: 80, width: 1000, height: 700 }

test('a window opens where it was', () => {
  expect(fit(kept, [screen], least)).toEqual(kept)
  expect(fit({ ...kept, x: -1800 }, [screen, left], least)).toEqual({ ...kept, x: -1800 })
})

test('but not where nobody can see or take hold of it', () => {
  expect(fit({ ...kept, x: -1800 }, [screen], least)).toBeUndefined()
  expect(fit({ ...kept, x: 1400 }, [screen], least)).toBeUndefined()
  expect(fit({ ...kept, y: -20 }, [screen], least)).toBeUndefined()
  expect(fit({ ...kept, y: 890 }, [screen], least)).toBeUndefined()
  expect(fit(undefined, [screen], least)).toBeUndefined()
})

test('and not larger than its display, nor too small to be used', () => {
  expect(fit({ ...kept, width: 5000, height: 5000 }, [screen], least)).toMatchObject({ width: 1440, height: 900 })
  expect(fit({ ...kept, width: 130, height: 10 }, [screen], least)).toMatchObject(least)
})

test('what the shell remembers survives, and a damaged file costs nothing', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'shell-state-'))
  try {
    const file = path.join(folder, 'window.json')
    const state = new ShellState(file)
    expect(state.value).toMatchObject({ maximised: false, theme: 'system', saidTray: false })
    state.change({ bounds: kept, maximised: true })
    expect(new ShellState(file).value).toMatchObject({ bounds: kept, maximised: true })
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20))
    expect(new ShellState(file).value.bounds).toBeUndefined()
    new ShellState(path.join(folder, 'not', 'there.json')).change({ maximised: true })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
