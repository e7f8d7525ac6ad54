/** Why a server cannot be called that, or null. The same rule as the host's, told while it is typed. */
export function nameMistake(name: string, servers: readonly { name: string }[]): string | null {
  if (name === '') return 'It needs a name.'
  if (name.length > 32) return 'At most 32 characters.'
  if (!/^[a-z0-9][a-z0-9-]*$/u.test(name)) return 'Small letters, digits and hyphens only.'
  if (servers.some((server) => server.name === name)) return 'There is a server of this name.'
  return null
}
