import { lstatSync, type Stats } from 'node:fs'
import { rm } from 'node:fs/promises'
import type net from 'node:net'
import path from 'node:path'
import { makeSocketFolder } from '../home/socket-folder.ts'
import type { Places } from '../home/places.ts'
import { writeAtomic } from '../home/write-atomic.ts'

/**
 * Listens again when the socket's file is gone or another one lies in its place: what cleans /tmp leaves a host that
 * nobody can reach. Clients that are connected notice nothing. A pipe of Windows has no file.
 */
export function watchSocket(server: net.Server, places: Places, everyMs = 5_000): { stop(): void } {
  if (places.socket.startsWith('\\\\')) return { stop: () => undefined }
  let mine = identity(places.socket)
  let busy = false
  let stopped = false
  const look = async () => {
    const found = identity(places.socket)
    if (busy || (found !== undefined && found === mine)) return
    busy = true
    try {
      // Frees the path; connections stay.
      server.close()
      await makeSocketFolder(places.socket)
      await rm(places.socket, { recursive: true, force: true })
      await listenAgain(server, places.socket)
      if (stopped) return void server.close()
      mine = identity(places.socket)
      await writeAtomic(path.join(places.run, 'socket'), `${places.socket}\n`)
    } catch {
      // The disk may be full, or somebody else made the folder: the next look tries again.
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => void look(), everyMs)
  timer.unref()
  return {
    stop() {
      stopped = true
      clearInterval(timer)
    },
  }
}

function listenAgain(server: net.Server, socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function identity(file: string): string | undefined {
  const found: Stats | undefined = lstatSync(file, { throwIfNoEntry: false })
  return found && `${found.dev}:${found.ino}`
}
