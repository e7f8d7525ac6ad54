/** Where an export goes: a file that grows, or parts that are handed to the browser as one at the end. */
export interface FileToWrite {
  write: (text: string) => Promise<void>
  close: () => Promise<void>
  /** Leaves nothing behind, where that can be had. */
  abort: () => Promise<void>
}

interface Picker {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>
}

/** Null: the person chose none. */
export async function fileToWrite(name: string, type: string): Promise<FileToWrite | null> {
  const pick = (window as Picker).showSaveFilePicker
  if (pick) {
    try {
      const file = await (await pick.call(window, { suggestedName: name })).createWritable()
      return { write: (text) => file.write(text), close: () => file.close(), abort: () => file.abort() }
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return null
      // The picker is not allowed here: then as a download.
    }
  }
  return download(name, type)
}

function download(name: string, type: string): FileToWrite {
  // Blobs may lie on the disk, strings never do.
  const parts: Blob[] = []
  return {
    write: async (text) => void parts.push(new Blob([text])),
    close: async () => {
      const address = URL.createObjectURL(new Blob(parts, { type }))
      const link = document.createElement('a')
      link.href = address
      link.download = name
      link.click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    },
    abort: async () => void parts.splice(0),
  }
}
