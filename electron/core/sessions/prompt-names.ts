/**
 * The name under which clients see a prompt: its own, or with its server's name in front where another server came first with it.
 * Unlike tools, prompts have no limits for names, and nobody keeps permissions by them.
 */
export function promptNameForClients(prompt: string, server: string, taken: (name: string) => boolean): string {
  if (!taken(prompt)) return prompt
  const prefixed = `${server}_${prompt}`
  if (!taken(prefixed)) return prefixed
  for (let number = 2; ; number++) if (!taken(`${prefixed}_${number}`)) return `${prefixed}_${number}`
}
