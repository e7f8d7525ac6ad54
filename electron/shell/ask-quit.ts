import { dialog, type BrowserWindow } from 'electron'
import type { HostView } from './host-view.ts'

/** A host that does not answer has no calls that could be waited for, in ms. */
const answerMs = 1000

/** Whether Belljar may be quit: asks the person only when that would end calls. */
export async function mayQuit(host: HostView, window: BrowserWindow | undefined): Promise<boolean> {
  const running = await countRunning(host)
  if (running === 0) return true
  const options = {
    type: 'question' as const,
    title: 'Quit Belljar',
    message: running === 1 ? '1 call is running' : `${running} calls are running`,
    detail: 'Quitting ends them. Clients are told that Belljar was quit.',
    buttons: [running === 1 ? 'Quit and end it' : 'Quit and end them', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  }
  const { response } = window ? await dialog.showMessageBox(window, options) : await dialog.showMessageBox(options)
  return response === 0
}

async function countRunning(host: HostView): Promise<number> {
  const late = new Promise<number>((resolve) => setTimeout(() => resolve(0), answerMs))
  return Promise.race([host.ask('calls.running', null).catch(() => 0), late])
}
