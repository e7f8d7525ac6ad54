import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Guest } from './guest.ts'

export interface ListedTool {
  name: string
  title?: string
  description?: string
  inputSchema: { properties?: Record<string, Record<string, unknown>>; required?: string[] }
  outputSchema: object
  annotations?: Record<string, boolean>
}

/** A server's tools, and a judge that throws where structured content does not fit its tool's output schema. */
export async function schemasOf(guest: Guest): Promise<{
  tools: ListedTool[]
  fits: (tool: string, structured: unknown) => void
}> {
  const tools = (await guest.ask('tools/list')).result?.['tools'] as ListedTool[]
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, validateFormats: false })
  const judges = new Map(tools.map(({ name, outputSchema }) => [name, ajv.compile(outputSchema)]))
  const fits = (name: string, structured: unknown) => {
    const judge = judges.get(name)
    if (!judge) throw new Error(`There is no tool ${name}.`)
    if (!judge(structured))
      throw new Error(`${name} answered what its schema does not allow: ${ajv.errorsText(judge.errors)}`)
  }
  return { tools, fits }
}
