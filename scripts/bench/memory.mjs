import { readFile } from 'node:fs/promises'

/** KB that only this process holds (Linux): what it would free by ending. */
export async function privateKb(pid) {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  let sum = 0
  for (const [, kb] of rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)) sum += Number(kb)
  return sum
}

/** KB that a process held at most until now (Linux), shared pages included. */
export async function peakKb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1])
}
