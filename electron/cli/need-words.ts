import type { Needs } from '../../shared/grants.ts'

type Need = { required: boolean; reason?: string | undefined; choice?: string | undefined }

/** What a server declares that it will ask for; with a reason where it gives one. */
export function needWords({ directories, hosts, environment, config, keyvalue }: Needs): string[] {
  const value = (secret: boolean, what: string) => (secret ? `a secret as the ${what}` : `the ${what}`)
  const all: [words: string, need: Need][] = [
    ...directories.map((need): [string, typeof need] => [
      `a folder to ${need.access === 'write' ? 'change' : 'read'}`,
      need,
    ]),
    ...hosts.map((need): [string, typeof need] => [`the host ${need.pattern}`, need]),
    ...environment.map((need): [string, typeof need] => [value(need.secret, `variable ${need.name}`), need]),
    ...config.map((need): [string, typeof need] => [value(need.secret, `configuration value ${need.key}`), need]),
    ...(keyvalue ? [['a key-value store', keyvalue] as [string, typeof keyvalue]] : []),
  ]
  return all.map(([words, { required, reason, choice }]) => {
    const either = choice === undefined ? '' : ` for ${choice}, one of the alternatives`
    return `${words}${either}${required ? '' : ' if there is one'}${reason === undefined ? '' : ` (${reason})`}`
  })
}
