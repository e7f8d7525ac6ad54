import { lstat, realpath } from 'node:fs/promises'
import path from 'node:path'
import type { TrapFrame } from '../../../shared/domain.ts'
import { isLibrary } from '../../../shared/trap-frames.ts'

/** Of languages that become WebAssembly. */
const sourceFile =
  /\.(?:rs|c|cc|cpp|cxx|h|hh|hpp|hxx|m|mm|go|zig|swift|ts|mts|js|mjs|cs|fs|py|kt|nim|d|v|odin|mbt|wat|wit|grain|hs|ml|scala|java|rb|dart)$/iu

/** To look at a name in these is to connect to the host that is called so. */
const mounting = process.platform === 'win32' ? [] : ['/net', '/afs']

/** Of a deep recursion; what is looked up for one file holds for all its frames. */
const most = 200

/**
 * For each frame the file that its line stands in, where it is here. The path is a server's text: the file is never opened, and
 * only one that is named like source code, is no link and lies outside of `closed` is named.
 */
export async function sourcesOf(frames: readonly TrapFrame[], closed: readonly string[]): Promise<(string | null)[]> {
  const files = new Map<string, Promise<string | null>>()
  return Promise.all(
    frames.map((frame, index) => {
      const file = frame.at?.file
      if (file === undefined || index >= most || isLibrary(frame)) return null
      const found = files.get(file) ?? sourceAt(file, closed)
      files.set(file, found)
      return found
    }),
  )
}

async function sourceAt(file: string, closed: readonly string[]): Promise<string | null> {
  // On Windows, to look at \\host\share is to log in there.
  if (!path.isAbsolute(file) || /^(?:\\\\|\/\/)/u.test(file) || /[\p{Cc}\p{Cf}]/u.test(file)) return null
  if (file.length > 1000 || !sourceFile.test(file)) return null
  const plain = path.normalize(file)
  if (mounting.some((folder) => within(plain, folder))) return null
  try {
    if (!(await lstat(plain)).isFile()) return null
    const [real, ...places] = await Promise.all([realpath(plain), ...closed.map(realOf)])
    return [...closed, ...places].some((folder) => within(real, folder)) ? null : real
  } catch {
    return null
  }
}

function realOf(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder)
}

function within(file: string, folder: string): boolean {
  const way = path.relative(folder, file)
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way))
}
