import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'

/** The system's own dialog, over the window that is looked at; null when nothing was chosen. */
export async function pickFolder(start: string | undefined): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
  const options: OpenDialogOptions = {
    title: 'Choose a folder',
    buttonLabel: 'Choose',
    properties: ['openDirectory'],
    ...(start !== undefined && { defaultPath: start }),
  }
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options)
  return canceled ? null : (filePaths[0] ?? null)
}
