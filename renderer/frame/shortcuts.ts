import { openPalette } from '../palette/open.ts'
import { chooseFile } from '../review/choose.ts'
import { currentRoute, go, tabs } from '../route.ts'
import { showKeys, undoLast, useWindow } from '../store/window.ts'
import { screens } from './keys.ts'

/** Keys that work on every page. Single letters only outside of fields, and nothing while a dialog is open. */
export function listenToKeys(): () => void {
  window.addEventListener('keydown', onKey)
  return () => window.removeEventListener('keydown', onKey)
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || document.querySelector('[role=dialog], [role=alertdialog]')) return
  const command = event.ctrlKey || event.metaKey
  if (command && !event.altKey && !event.shiftKey && withCommand(event)) return event.preventDefault()
  if (event.altKey && !command && withAlt(event.code)) return event.preventDefault()
  if (command || event.altKey) return
  if (isTyping(event.target)) {
    // First it leaves the field: what was typed is not left by accident.
    if (event.key === 'Escape') event.target.blur()
    return
  }
  if (event.key === 'Escape' ? back() : single(event.key)) event.preventDefault()
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}

function withCommand({ key, target }: KeyboardEvent): boolean {
  // In a field it takes back what was typed.
  if (key === 'z') return !isTyping(target) && undoLast()
  if (key === 'k') {
    openPalette()
    return true
  }
  if (key === 'o') {
    chooseFile()
    return true
  }
  if (key === 'Enter') {
    const first = document.querySelector<HTMLButtonElement>('main .button.first:not(.starts)')
    first?.click()
    return first !== null
  }
  const screen = screens[Number(key) - 1]
  if (screen) go(screen)
  return screen !== undefined
}

/** By place on the keyboard: with Alt held, some layouts give other characters. */
function withAlt(code: string): boolean {
  const route = currentRoute()
  const tab = tabs[Number(/^Digit(\d)$/u.exec(code)?.[1]) - 1]
  if (route.screen !== 'server' || !tab) return false
  go({ screen: 'server', id: route.id, tab })
  return true
}

function single(key: string): boolean {
  if (key === '?') {
    showKeys(!useWindow.getState().keysShown)
    return true
  }
  if (key === '/') {
    const field = document.querySelector<HTMLInputElement>('main input[type=search]')
    field?.focus()
    field?.select()
    return field !== null
  }
  if (!/^[a-z]$/iu.test(key)) return false
  const named = document.querySelector<HTMLButtonElement>(`main [data-key="${key.toLowerCase()}"]`)
  if (named) named.click()
  else return key === 'l' && toLogs()
  return true
}

/** In the list of servers the row does it itself. */
function toLogs(): boolean {
  const route = currentRoute()
  if (route.screen !== 'server') return false
  go({ screen: 'server', id: route.id, tab: 'logs' })
  return true
}

/** Closes what is open, then goes up. */
function back(): boolean {
  const route = currentRoute()
  if (route.screen === 'server' && route.item && route.tab !== 'tools') {
    go({ screen: 'server', id: route.id, tab: route.tab })
  } else if ((route.screen === 'calls' || route.screen === 'traps' || route.screen === 'health') && route.item) {
    go({ screen: route.screen })
  } else if (route.screen === 'server' || route.screen === 'review') {
    go({ screen: 'servers' })
  } else {
    return false
  }
  return true
}
