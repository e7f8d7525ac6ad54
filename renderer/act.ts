import type { CallName, Input, Output } from '../shared/contract.ts'
import type { Server, Tool } from '../shared/domain.ts'
import { ask, problemOf } from './connection.ts'
import { withPart, withServer } from './store/patch.ts'
import { useMirror } from './store/store.ts'
import { say } from './store/window.ts'

/** Does what a button says. What goes wrong is told in the window; undefined then. */
export async function act<N extends CallName>(name: N, input: Input<N>): Promise<Output<N> | undefined> {
  try {
    return await ask(name, input)
  } catch (error) {
    sayFailed(error)
    return undefined
  }
}

/** Tells why something did not work, until it is closed, or until the host is back where its absence was the reason. */
export function sayFailed(error: unknown, what?: string): void {
  const { code, message, hint } = problemOf(error)
  const told = what === undefined ? message : `${what} ${message}`
  say({ tone: 'failed', message: told, ...(hint && { hint }), ...(code === 'disconnected' && { link: true }) })
}

/** The answer holds the server as it now is, so the switch need not wait for the event. */
export async function changeServer(change: Promise<Server | undefined>): Promise<Server | undefined> {
  const server = await change
  if (server) useMirror.setState((state) => withServer(state, server))
  return server
}

export const enableServer = (id: string, enabled: boolean) => changeServer(act('servers.enable', { id, enabled }))
export const enableTool = (id: string, tool: string, enabled: boolean) =>
  changeServer(act('servers.enableTool', { id, tool, enabled }))
export const stopServer = (id: string) => changeServer(act('servers.stop', { id }))
/** What was shown goes along: the server may have changed it since. */
export const approveTools = (id: string, shown: readonly Tool[], tool?: string) => {
  const seen = shown.flatMap(({ held }) => (held ? [held.after] : []))
  return changeServer(act('tools.approve', { id, seen, ...(tool !== undefined && { tool }) }))
}
export const restartServer = (id: string) => changeServer(act('servers.restart', { id }))

/** For all windows. Whether it was taken. */
export async function setSetting(given: Input<'settings.set'>): Promise<boolean> {
  const settings = await act('settings.set', given)
  if (settings) useMirror.setState((state) => withPart(state, { settings }))
  return settings !== undefined
}

export const dropDenial = (id: string) => act('denials.dismiss', { id })

/** Falls back to the old way where the page may not use the clipboard directly. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'sr'
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    if (!done)
      say({ tone: 'failed', message: 'The clipboard cannot be used here.', hint: 'Select the text and copy it.' })
    return done
  }
}
