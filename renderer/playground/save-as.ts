/** Gives the person a file. `base64` where `type` is given with data of that kind, else text. */
export function saveAs(name: string, type: string, base64: string): void {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/'))
  const data = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) data[i] = binary.charCodeAt(i)
  save(name, new Blob([data], { type }))
}

export function saveText(name: string, text: string): void {
  save(name, new Blob([text], { type: name.endsWith('.json') ? 'application/json' : 'text/plain' }))
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
