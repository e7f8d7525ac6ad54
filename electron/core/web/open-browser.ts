import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { writePrivately } from './address-file.ts'

/**
 * Opens the page in the person's browser; failing is fine, the address was printed too.
 * The token must not stand in an argument list, which every user of the machine can read, so the browser is given a
 * private file that leads on to the address.
 */
export async function openBrowser(url: string, folder: string, platform = process.platform): Promise<void> {
  const page = pageIn(folder)
  await writePrivately(
    page,
    `<!doctype html><meta http-equiv="refresh" content="0;url=${url}"><title>Belljar</title>\n`,
  )
  const [program, ...words] = opener(pathToFileURL(page).href, platform)
  const child = spawn(program, words, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

/** It holds the token, which ends with its host. */
export async function removePage(folder: string): Promise<void> {
  await rm(pageIn(folder), { force: true })
}

function pageIn(folder: string): string {
  return path.join(folder, 'open.html')
}

function opener(target: string, platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['open', target]
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', target]
  return ['xdg-open', target]
}
