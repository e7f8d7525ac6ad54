import { createRef } from 'react'
import type { Problem } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { go } from '../route.ts'
import { setReview, useWindow } from '../store/window.ts'

/** The one file field of the window. */
export const chooser = createRef<HTMLInputElement>()

/** Larger files are refused before they are read into memory; as base64 they would not fit into one frame of a wire. */
const largest = 90 * 1024 * 1024

export function chooseFile(): void {
  chooser.current?.click()
}

/** What was dropped: one file is looked at, anything else is answered with a sentence. */
export async function takeDrop(dropped: DataTransfer | null): Promise<void> {
  const files = [...(dropped?.files ?? [])]
  const folder = [...(dropped?.items ?? [])].find((item) => item.webkitGetAsEntry()?.isDirectory)
  if (folder) return refuse(files[0]?.name ?? 'The folder', aFolder)
  const [file] = files
  if (!file) return
  if (files.length > 1)
    return refuse(`${files.length} files`, {
      code: 'bad-request',
      message: `${files.length} files were dropped at once, and each is looked at before it is installed.`,
      hint: 'Drop them one by one.',
    })
  await takeFile(file)
}

/** Looks at a file: inspected by the host from its bytes, nothing of it runs. */
export async function takeFile(file: File): Promise<void> {
  setReview({ file: file.name, inspection: null, problem: null })
  go({ screen: 'review' })
  const stillWanted = () => useWindow.getState().review?.file === file.name
  try {
    if (file.size > largest) return refuse(file.name, tooLarge)
    const base64 = await asBase64(file)
    const inspection = await ask('servers.inspect', { file: { name: file.name, base64 } })
    if (stillWanted()) setReview({ file: file.name, inspection, problem: inspection.problem ?? null })
  } catch (error) {
    if (stillWanted()) refuse(file.name, error instanceof DOMException ? unreadable : problemOf(error))
  }
}

function refuse(file: string, problem: Problem): void {
  setReview({ file, inspection: null, problem })
  go({ screen: 'review' })
}

const aFolder: Problem = {
  code: 'bad-request',
  message: 'This is a folder, and a server is one file.',
  hint: 'Drop the .wasm file that lies in it.',
}
const tooLarge: Problem = {
  code: 'bad-request',
  message: 'The file is larger than 90 MB.',
  hint: 'MCP servers are a few megabytes. Was another file meant?',
}
const unreadable: Problem = {
  code: 'bad-request',
  message: 'The file could not be read.',
  hint: 'It may have been moved, or belong to somebody else. Choose it again.',
}

function asBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/u, ''))
    reader.onerror = () => reject(reader.error ?? new DOMException('unreadable'))
    reader.readAsDataURL(file)
  })
}
