import { refused, type Finding } from './finding.ts'

const signatures: readonly [bytes: number[], what: string, hint: string][] = [
  [[0x1f, 0x8b], 'a gzip archive', 'Unpack it and add the .wasm file that is inside.'],
  [[0x50, 0x4b, 3, 4], 'a zip archive', 'Unpack it and add the .wasm file that is inside.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'a zstd archive', 'Unpack it and add the .wasm file that is inside.'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive', 'Unpack it and add the .wasm file that is inside.'],
  [
    [0x7f, 0x45, 0x4c, 0x46],
    'a native Linux program or already compiled code (ELF)',
    'Add the .wasm file that it was made from.',
  ],
  [[0x4d, 0x5a], 'a native Windows program', 'Add a server that was built for WebAssembly (wasm32-wasi).'],
  [[0xcf, 0xfa, 0xed, 0xfe], 'a native macOS program', 'Add a server that was built for WebAssembly (wasm32-wasi).'],
  [
    [0xca, 0xfe, 0xba, 0xbe],
    'a native macOS program or Java class',
    'Add a server that was built for WebAssembly (wasm32-wasi).',
  ],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document', 'Choose the .wasm file of the server.'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture (PNG)', 'Choose the .wasm file of the server.'],
]

const texts: readonly [RegExp, what: string, hint: string][] = [
  [
    /^(?:\s|;;.*\n|\(;[^]*?;\))*\((?:module|component)\b/,
    'WebAssembly in its text form (WAT)',
    'Turn it into a binary first: wat2wasm FILE, or wasm-tools parse FILE -o FILE.wasm.',
  ],
  [
    /^\s*(?:<!doctype html|<html|<head|<\?xml)/i,
    'a web page (HTML)',
    'The download gave a page instead of the file; look for the link to the raw file.',
  ],
  [/^version https:\/\/git-lfs/, 'a Git LFS pointer, not the file itself', 'Get the file itself with: git lfs pull.'],
  [/^#!/, 'a script', 'Choose the .wasm file of the server.'],
  [/^\s*[{[]/, 'a JSON text', 'Choose the .wasm file of the server.'],
]

const hint = 'Choose the .wasm file of the server.'

/** What a file that does not begin like WebAssembly seems to be. */
export function recogniseOther(bytes: Uint8Array): Finding {
  if (bytes.length === 0) return refused('The file is empty.', 'Download or build it again.')
  if (startsWith(bytes, [0, 0x61, 0x73, 0x6d]) || startsWith([0, 0x61, 0x73, 0x6d], bytes))
    return refused('The file is cut off: not even its first eight bytes are there.', 'Download or build it again.')
  const known = signatures.find(([signature]) => startsWith(bytes, signature))
  if (known) return refused(`The file is no WebAssembly: it looks like ${known[1]}.`, known[2])
  const start = new TextDecoder().decode(bytes.subarray(0, 4096)).replace(/^\ufeff/, '')
  const text = texts.find(([pattern]) => pattern.test(start))
  if (text) return refused(`The file is no WebAssembly binary: it looks like ${text[1]}.`, text[2])
  const isText = !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(start.slice(0, 2000))
  return refused(`The file is no WebAssembly: it looks like ${isText ? 'plain text' : 'data of another kind'}.`, hint)
}

function startsWith(bytes: ArrayLike<number>, signature: ArrayLike<number>): boolean {
  if (bytes.length < signature.length) return false
  return Array.from(signature).every((byte, index) => bytes[index] === byte)
}
