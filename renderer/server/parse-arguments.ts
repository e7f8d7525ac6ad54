/** Arguments are a JSON object; what is wrong with them is said so that it can be found. Empty text means none. */
export function parseArguments(text: string): { args: Record<string, unknown> } | { mistake: string } {
  if (text.trim() === '') return { args: {} }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { mistake: `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { mistake: 'Arguments are an object: {"name": value}.' }
  }
  return { args: value as Record<string, unknown> }
}
