import { readFile } from 'node:fs/promises'
import path from 'node:path'

export interface StaticFile {
  body: Buffer
  type: string
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
}

/** The file that a URL path names inside the folder; undefined when there is none or it leads outside. */
export async function staticFile(folder: string, urlPath: string): Promise<StaticFile | undefined> {
  const place = placeOf(folder, urlPath)
  const type = place && types[path.extname(place).toLowerCase()]
  if (!place || !type) return undefined
  try {
    return { body: await readFile(place), type }
  } catch {
    return undefined
  }
}

/** Only plain names between slashes: no dots in front, nothing that any platform reads as a way up or a drive. */
function placeOf(folder: string, urlPath: string): string | undefined {
  let names: string[]
  try {
    names = decodeURIComponent(urlPath).split('/').slice(1)
  } catch {
    return undefined
  }
  if (names.length === 1 && names[0] === '') names = ['index.html']
  if (!names.every((name) => /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/.test(name))) return undefined
  const place = path.resolve(folder, ...names)
  return place.startsWith(path.resolve(folder) + path.sep) ? place : undefined
}
