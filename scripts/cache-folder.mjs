/** Where everything lies that is downloaded or built and outlives a checkout. The app finds it by the same rule. */
import { homedir } from 'node:os'
import path from 'node:path'

export function cacheFolder(env = process.env) {
  if (env.BELLJAR_CACHE) return path.resolve(env.BELLJAR_CACHE)
  if (process.platform === 'darwin') return path.join(homedir(), 'Library/Caches/Belljar')
  if (process.platform === 'win32') return path.join(env.LOCALAPPDATA ?? homedir(), 'Belljar', 'Cache')
  return path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'belljar')
}
