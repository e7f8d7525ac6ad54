/** A limit as people set it: "64 MB", "1.5 KB". A KB has 1024 bytes. */
export function sayBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB']
  let unit = 0
  for (; bytes >= 1024 && unit < units.length - 1; unit++) bytes /= 1024
  return `${Math.round(bytes * 10) / 10} ${units[unit]}`
}
