import { launchChild, signalChild, type Launch, type Launcher } from './launcher.ts'

export interface Ended {
  code: number | null
  signal: string | null
  /** The last 64 KiB. */
  stderr: string
  timedOut: boolean
}

const tailBytes = 64 * 1024

/** Runs a program under the launcher without input until it ends, at most for `ms`. Rejects with Node's error when it could not be started. */
export function runToEnd(launcher: Launcher, launch: Launch, ms: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = launchChild(launcher, launch)
    let stderr = Buffer.alloc(0)
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      signalChild(child, 'SIGKILL')
    }, ms)
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    if (!child.stdin || !child.stdout || !child.stderr) return
    child.stdin.on('error', () => undefined).end()
    child.stdout.on('error', () => undefined).resume()
    child.stderr.on('error', () => undefined)
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = Buffer.concat([stderr, chunk]).subarray(-tailBytes)
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal, stderr: stderr.toString('utf8'), timedOut })
    })
  })
}
