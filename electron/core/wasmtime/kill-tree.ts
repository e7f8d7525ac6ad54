import { spawnSync, type ChildProcess } from 'node:child_process'

/** Ends a child and everything it started. Returns when the signals are sent, so that the host may exit at once. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (process.platform === 'win32') {
      const taskkill = `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\taskkill.exe`
      spawnSync(taskkill, ['/T', '/F', '/PID', String(child.pid)], { windowsHide: true })
    } else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It had ended already.
  }
}
