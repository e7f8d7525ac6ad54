import { createRef } from 'react'
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

/** Looks at the first file: inspected by the host from its bytes, nothing of it runs. */
export async function takeFiles(files: FileList | null | undefined): Promise<void> {
  const file = files?.[0]
  if (!file) return
  setReview({ file: file.name, inspection: null, problem: null })
  go({ screen: 'review' })
  const stillWanted = () => useWindow.getState().review?.file === file.name
  try {
    if (file.size > largest) {
      setReview({
        file: file.name,
        inspection: null,
        problem: {
          code: 'bad-request',
          message: 'The file is larger than 90 MB.',
          hint: 'MCP servers are a few megabytes. Was another file meant?',
        },
      })
      return
    }
    const base64 = await asBase64(file)
    const inspection = await ask('servers.inspect', { file: { name: file.name, base64 } })
    if (stillWanted()) setReview({ file: file.name, inspection, problem: inspection.problem ?? null })
  } catch (error) {
    const problem =
      error instanceof DOMException
        ? {
            code: 'bad-request' as const,
            message: 'The file could not be read.',
            hint: 'A folder cannot be installed.',
          }
        : problemOf(error)
    if (stillWanted()) setReview({ file: file.name, inspection: null, problem })
  }
}

function asBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/u, ''))
    reader.onerror = () => reject(reader.error ?? new DOMException('unreadable'))
    reader.readAsDataURL(file)
  })
}
