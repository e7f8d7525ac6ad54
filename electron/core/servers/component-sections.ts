import { readCoreModule } from './core-sections.ts'
import { needsSection } from './needs-section.ts'
import { Malformed, WasmReader } from './wasm-reader.ts'

export interface Component {
  imports: string[]
  exports: { name: string; kind: 'func' | 'instance' | 'other' }[]
  /** Linear memories in all modules inside, as often as they are instantiated. */
  memories: number
  /** What sections named `belljar.needs` hold, at least the first two: its own, then those of the parts inside. */
  needs: Uint8Array[]
}

/** A composed component has parts in parts, but not many levels of them. */
const maxDepth = 20

/** Reads what a component imports and exports. `reader` stands behind the eight bytes of magic and version. */
export function readComponent(reader: WasmReader, depth = 0): Component {
  if (depth > maxDepth) throw new Malformed('components lie inside each other too deep')
  const component: Component = { imports: [], exports: [], memories: 0, needs: [] }
  const modules: number[] = []
  const parts: number[] = []
  const inside: Uint8Array[] = []
  const moduleUses = new Map<number, number>()
  const partUses = new Map<number, number>()
  while (!reader.done) {
    const { id, content } = reader.section()
    if (id === 0) {
      if (content.name() === needsSection && component.needs.length < 2) component.needs.push(content.bytes())
    } else if (id === 1) {
      const module = readCoreModule(inner(content, 1))
      modules.push(module.memories)
      if (inside.length < 2) inside.push(...module.needs)
    } else if (id === 2) readCoreInstances(content, moduleUses)
    else if (id === 4) {
      const part = readComponent(inner(content, 0x0d), depth + 1)
      parts.push(part.memories)
      if (inside.length < 2) inside.push(...part.needs)
    } else if (id === 5) readInstances(content, partUses)
    else if (id === 10) readImports(content, component.imports)
    else if (id === 11) readExports(content, component.exports)
    else if (id > 12) throw new Malformed(`section ${id} before byte ${reader.at} is unknown`)
  }
  const total = (own: number[], uses: Map<number, number>) =>
    own.reduce((sum, memories, index) => sum + memories * Math.max(1, uses.get(index) ?? 0), 0)
  component.needs.push(...inside)
  component.memories = total(modules, moduleUses) + total(parts, partUses)
  return component
}

/** A module or component inside: behind its magic and version. */
function inner(content: WasmReader, version: number): WasmReader {
  const { bytes, from, end } = content.rest()
  if (end - from < 8 || bytes[from + 1] !== 0x61 || bytes[from + 4] !== version)
    throw new Malformed(`what lies inside at byte ${from} is not what its section says`)
  return new WasmReader(bytes, from + 8, end)
}

function use(uses: Map<number, number>, index: number): void {
  uses.set(index, (uses.get(index) ?? 0) + 1)
}

function readCoreInstances(content: WasmReader, uses: Map<number, number>): void {
  for (let count = content.u32(); count > 0; count--) {
    const instantiates = content.byte() === 0
    if (instantiates) use(uses, content.u32())
    for (let items = content.u32(); items > 0; items--) {
      content.name()
      content.byte()
      content.u32()
    }
  }
}

function readInstances(content: WasmReader, uses: Map<number, number>): void {
  for (let count = content.u32(); count > 0; count--) {
    const instantiates = content.byte() === 0
    if (instantiates) use(uses, content.u32())
    for (let items = content.u32(); items > 0; items--) {
      if (instantiates) content.name()
      else externName(content)
      sortIndex(content)
    }
  }
}

function readImports(content: WasmReader, imports: Component['imports']): void {
  for (let count = content.u32(); count > 0; count--) {
    imports.push(externName(content))
    externType(content)
  }
}

function readExports(content: WasmReader, exports: Component['exports']): void {
  for (let count = content.u32(); count > 0; count--) {
    const name = externName(content)
    const sort = sortIndex(content)
    if (content.byte() === 1) externType(content)
    exports.push({ name, kind: sort === 1 ? 'func' : sort === 5 ? 'instance' : 'other' })
  }
}

function externName(content: WasmReader): string {
  const form = content.byte()
  if (form > 2) throw new Malformed(`a name at byte ${content.at - 1} has an unknown form`)
  const name = content.name()
  if (form === 2)
    for (let options = content.u32(); options > 0; options--) {
      content.byte()
      content.name()
    }
  return name
}

function sortIndex(content: WasmReader): number {
  const sort = content.byte()
  if (sort === 0) content.byte()
  content.u32()
  return sort
}

/** What a name stands for: a module, function, value, type, component or instance, with the number of its type. */
function externType(content: WasmReader): void {
  const kind = content.byte()
  if (kind > 5) throw new Malformed(`an import or export at byte ${content.at - 1} is of an unknown kind`)
  if (kind === 0) content.byte()
  if (kind === 2) content.byte()
  if (kind === 3 && content.byte() === 1) return
  content.skipNumber()
}
