import { readFile, writeFile } from 'node:fs/promises'

/**
 * The most memory that a program held since it was last asked to forget, in bytes: resident, without the files that it maps, which
 * are its own code. Undefined where the system does not say (all but Linux) and when it has ended. Source: proc_pid_status(5), VmHWM.
 */
export async function peakOf(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined
  const text = await readFile(`/proc/${await programOf(pid)}/status`, 'latin1').catch(() => '')
  return peakIn(text)
}

/** Lets its peak begin anew with what it holds now. Source: proc_pid_clear_refs(5), value 5. */
export async function forgetPeak(pid: number): Promise<void> {
  if (process.platform !== 'linux') return
  await writeFile(`/proc/${await programOf(pid)}/clear_refs`, '5').catch(() => undefined)
}

/** From the text of `/proc/PID/status`; undefined for one that has ended, which holds nothing any more. */
export function peakIn(status: string): number | undefined {
  const peak = bytesOf(status, 'VmHWM')
  return peak && Math.max(0, peak - (bytesOf(status, 'RssFile') ?? 0))
}

function bytesOf(status: string, name: string): number | undefined {
  const found = new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]
  return found === undefined ? undefined : Number(found) * 1024
}

/** The native launcher becomes the program; the one in Node stays before it, as its only parent. Wasmtime itself starts nothing. */
export async function programOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'latin1').catch(() => '')
  return Number(children.trim().split(' ')[0]) || pid
}
