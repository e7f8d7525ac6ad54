import { useEffect, useState } from 'react'
import { chooser, takeDrop, takeFile } from '../review/choose.ts'

/** A .wasm file can be dropped anywhere; the file chooser of every "Install…" lives here too. */
export function Drop() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      void takeDrop(event.dataTransfer)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".wasm,application/wasm"
        aria-label="A .wasm file to look at"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) void takeFile(file)
          event.target.value = '' // the same file can be chosen again
        }}
      />
      {over && (
        <div className="drop-over" aria-hidden="true">
          <p className="floating">Drop it to look at it. Nothing is installed yet, and nothing runs.</p>
        </div>
      )}
    </>
  )
}
