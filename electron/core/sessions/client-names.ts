const maxLength = 64

/**
 * The name under which clients see a tool: its own where that is free and allowed (`^[a-zA-Z0-9_-]{1,64}$`), else with its server's name in front,
 * else numbered. Ask once per tool and keep the answer: clients remember "always allow" by name.
 */
export function nameForClients(tool: string, server: string, taken: (name: string) => boolean): string {
  const own = cut(allowed(tool))
  if (!taken(own)) return own
  const full = cut(`${allowed(server)}_${own}`)
  if (!taken(full)) return full
  for (let number = 2; ; number++) {
    const suffix = `_${number}`
    const numbered = full.slice(0, maxLength - suffix.length) + suffix
    if (!taken(numbered)) return numbered
  }
}

/** Prompt names have no limits of their own, so only a collision changes one. */
export function promptNameForClients(prompt: string, server: string, taken: (name: string) => boolean): string {
  if (!taken(prompt)) return prompt
  const prefixed = `${server}_${prompt}`
  if (!taken(prefixed)) return prefixed
  for (let number = 2; ; number++) if (!taken(`${prefixed}_${number}`)) return `${prefixed}_${number}`
}

function allowed(name: string): string {
  return name.replace(/[^a-zA-Z0-9_-]/g, '_') || '_'
}

function cut(name: string): string {
  return name.slice(0, maxLength)
}
